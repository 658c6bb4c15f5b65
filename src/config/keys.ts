import type { Static, TObject } from 'typebox';
import { batchConfig } from '../batch/config.ts';
import { catalogConfig } from '../catalog/config.ts';
import { collectConfig } from '../collect/config.ts';
import { httpConfig } from '../http/config.ts';
import { lakeConfig } from '../lake/config.ts';
import { logConfig } from '../log/config.ts';
import { platformConfig } from '../platform/config.ts';
import type { ConfigKind } from '../platform/config-types.ts';
import { projectConfig } from '../project/config.ts';
import { queryConfig } from '../query/config.ts';

/** Every module's keys. A new module adds its object here and nowhere else. */
export const CONFIG_MODULES = [
  platformConfig,
  httpConfig,
  collectConfig,
  catalogConfig,
  logConfig,
  batchConfig,
  lakeConfig,
  queryConfig,
  projectConfig,
] as const;

type UnionToIntersection<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** The value of every key in force, by full key name. */
export type Config = UnionToIntersection<Static<(typeof CONFIG_MODULES)[number]>>;

export type ConfigValue = string | number | boolean | readonly string[];

/** A key as its module declared it. */
export interface ConfigKey {
  readonly name: string;
  readonly kind: ConfigKind;
  readonly default: ConfigValue;
  readonly description: string;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** The words of a `choice`. */
  readonly choices: readonly string[];
  /** What a `text` must look like, and how that is called. */
  readonly pattern: string | undefined;
  readonly expected: string | undefined;
}

/** All keys by name, in the order of the modules. */
export const CONFIG_KEYS: ReadonlyMap<string, ConfigKey> = new Map(
  CONFIG_MODULES.flatMap((module: TObject) =>
    Object.entries(module.properties).map(
      ([name, schema]) => [name, keyOf(name, schema as KeySchema)] as const,
    ),
  ),
);

type KeySchema = Partial<Omit<ConfigKey, 'choices'>> & { readonly enum?: readonly string[] };

function keyOf(name: string, schema: KeySchema): ConfigKey {
  const { kind, default: fallback, description, minimum, maximum, pattern, expected } = schema;
  if (kind === undefined || fallback === undefined || description === undefined) {
    throw new Error(`configuration key "${name}" is not made with platform/config-types.ts`);
  }
  return {
    name,
    kind,
    default: fallback,
    description,
    minimum,
    maximum,
    choices: schema.enum ?? [],
    pattern,
    expected,
  };
}

/** The environment variable that sets a key: `http.server.address` → `MILLRACE_HTTP_SERVER_ADDRESS`. */
export function variableOf(key: string): string {
  return `${VARIABLE_PREFIX}${key.toUpperCase().replaceAll(/[.-]/g, '_')}`;
}

export const VARIABLE_PREFIX = 'MILLRACE_';

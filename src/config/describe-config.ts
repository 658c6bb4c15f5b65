import { CONFIG_KEYS, type ConfigValue, variableOf } from './keys.ts';
import type { LoadedConfig } from './load-config.ts';
import { writeValue } from './value-text.ts';

/** A key as `millrace config` shows it. */
export interface DescribedKey {
  readonly key: string;
  /** In the form in which a file has it; a secret that is set is masked. */
  readonly value: string;
  /** `default`, or where the value was set. */
  readonly source: string;
  readonly default: string;
  readonly description: string;
  readonly variable: string;
}

const MASK = '********';

/** Every key with the value in force, in the order of the modules. */
export function describeConfig({ config, sources }: LoadedConfig): readonly DescribedKey[] {
  const values = config as unknown as Readonly<Record<string, ConfigValue>>;
  return [...CONFIG_KEYS.values()].map((key) => {
    const value = values[key.name] ?? key.default;
    return {
      key: key.name,
      value: key.kind === 'secret' && value !== '' ? MASK : writeValue(key, value),
      source: sources.get(key.name) ?? 'default',
      default: writeValue(key, key.default),
      description: key.description,
      variable: variableOf(key.name),
    };
  });
}

import { type Static, type TObject, Type } from 'typebox';

/**
 * The kinds of configuration values. A module lists its keys once, in `config.ts`, as a TypeBox object made with these;
 * the schema types, validates, documents and defaults them. `config/` joins the modules' objects and reads the text.
 *
 * Keys are `<module>.<words-with-hyphens>`; where the original had the key, its name is kept.
 */
export type ConfigKind = 'text' | 'secret' | 'integer' | 'flag' | 'duration' | 'bytes' | 'choice' | 'list';

export interface IntegerBounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A whole number. */
export function integer(fallback: number, description: string, bounds: IntegerBounds = {}) {
  return Type.Integer({ default: fallback, description, kind: 'integer' satisfies ConfigKind, ...bounds });
}

/** Text like `15s`, `1.5h`, `200ms`; the value is in milliseconds, as are the bounds and the default. */
export function duration(fallbackMs: number, description: string, bounds: IntegerBounds = {}) {
  return Type.Number({ default: fallbackMs, description, kind: 'duration' satisfies ConfigKind, ...bounds });
}

/** Text like `64kB`, `1GB` (powers of 1024); the value is in bytes, as are the bounds and the default. */
export function bytes(fallback: number, description: string, bounds: IntegerBounds = {}) {
  return Type.Integer({ default: fallback, description, kind: 'bytes' satisfies ConfigKind, ...bounds });
}

export function flag(fallback: boolean, description: string) {
  return Type.Boolean({ default: fallback, description, kind: 'flag' satisfies ConfigKind });
}

/** Text that is masked wherever the configuration is shown; empty means not set. */
export function secret(description: string) {
  return Type.String({ default: '', description, kind: 'secret' satisfies ConfigKind });
}

export function choice<const T extends string>(values: readonly T[], fallback: T, description: string) {
  return Type.Unsafe<T>({
    type: 'string',
    enum: [...values],
    default: fallback,
    description,
    kind: 'choice',
  });
}

/** The values of a module's keys, by full key name. */
export type ConfigOf<T extends TObject> = Static<T>;

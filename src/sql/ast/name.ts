import type { Position } from './position.ts';

/** A name as it was written, quotes and escapes removed. */
export interface Identifier {
  readonly kind: 'identifier';
  readonly name: string;
  /** Whether it stood in double quotes. Quotes do not make a name case-sensitive: see {@link canonicalName}. */
  readonly quoted: boolean;
  readonly position: Position;
}

/** `a`, `a.b` or `a.b.c`: of a table, a function or a type. */
export interface QualifiedName {
  readonly kind: 'qualified-name';
  /** At least one. */
  readonly parts: readonly Identifier[];
  readonly position: Position;
}

/**
 * The one place where case is decided: names are compared by this, quoted or not, as PrestoDB compares them. Only A to
 * Z are folded, so that no letter of another alphabet is ever taken for one of these.
 */
export function canonicalName({ name }: Pick<Identifier, 'name'>): string {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;
}

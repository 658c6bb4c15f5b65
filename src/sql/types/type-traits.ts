import type { SqlType } from './sql-type.ts';

const INTEGERS: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'integer', 'bigint']);
const NUMBERS: ReadonlySet<string> = new Set([...INTEGERS, 'decimal', 'real', 'double']);

export function isInteger(type: SqlType): boolean {
  return INTEGERS.has(type.kind);
}

export function isNumeric(type: SqlType): boolean {
  return NUMBERS.has(type.kind);
}

/** Real or double. */
export function isFloating(type: SqlType): boolean {
  return type.kind === 'real' || type.kind === 'double';
}

/** Whether `=`, DISTINCT and GROUP BY work on it. */
export function isComparable(type: SqlType): boolean {
  switch (type.kind) {
    case 'array':
      return isComparable(type.element);
    case 'map':
      return isComparable(type.key) && isComparable(type.value);
    case 'row':
      return type.fields.every((field) => isComparable(field.type));
    case 'hyperloglog':
    case 'tdigest':
    case 'function':
      return false;
    default:
      return true;
  }
}

/** Whether `<`, ORDER BY, min and max work on it. */
export function isOrderable(type: SqlType): boolean {
  switch (type.kind) {
    case 'array':
      return isOrderable(type.element);
    case 'row':
      return type.fields.every((field) => isOrderable(field.type));
    case 'map':
    case 'json':
    case 'hyperloglog':
    case 'tdigest':
    case 'function':
      return false;
    default:
      return true;
  }
}

import type { SqlType } from '../types/sql-type.ts';

const KNOWN = new WeakMap<SqlType, number>();

/** How many types a type consists of, counted as if none were shared: what it costs to compare or to print it. */
export function typeParts(type: SqlType): number {
  switch (type.kind) {
    case 'array':
    case 'map':
    case 'row':
    case 'function':
      break;
    default:
      return 1;
  }
  let parts = KNOWN.get(type);
  if (parts === undefined) {
    parts = 1 + partsOf(type).reduce((sum, part) => sum + typeParts(part), 0);
    KNOWN.set(type, parts);
  }
  return parts;
}

function partsOf(type: SqlType): readonly SqlType[] {
  switch (type.kind) {
    case 'array':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'row':
      return type.fields.map((field) => field.type);
    case 'function':
      return [...type.parameters, type.result];
    default:
      return [];
  }
}

import type { SqlType } from './sql-type.ts';

type Kind = SqlType['kind'];

const NUMBERS: readonly Kind[] = ['tinyint', 'smallint', 'integer', 'bigint', 'decimal', 'real', 'double'];
const FROM_NUMBER: readonly Kind[] = [...NUMBERS, 'boolean', 'varchar', 'json'];

/** What each simple type can be cast to, beside itself, as in PrestoDB. Containers are cast part by part. */
const CASTS: Partial<Record<Kind, readonly Kind[]>> = {
  boolean: [...NUMBERS, 'varchar', 'json'],
  tinyint: FROM_NUMBER,
  smallint: FROM_NUMBER,
  integer: FROM_NUMBER,
  bigint: FROM_NUMBER,
  decimal: FROM_NUMBER,
  real: FROM_NUMBER,
  double: FROM_NUMBER,
  varchar: [
    ...NUMBERS,
    'boolean',
    'char',
    'varbinary',
    'json',
    'date',
    'time',
    'time with time zone',
    'timestamp',
    'timestamp with time zone',
  ],
  char: ['varchar'],
  json: [...NUMBERS, 'boolean', 'varchar', 'array', 'map', 'row'],
  date: ['timestamp', 'timestamp with time zone', 'varchar', 'json'],
  time: ['time with time zone', 'varchar'],
  'time with time zone': ['time', 'varchar'],
  timestamp: ['timestamp with time zone', 'date', 'time', 'varchar', 'json'],
  'timestamp with time zone': ['timestamp', 'date', 'time', 'time with time zone', 'varchar'],
  'interval year to month': ['varchar'],
  'interval day to second': ['varchar'],
  array: ['json'],
  map: ['json'],
  row: ['json'],
  hyperloglog: ['varbinary'],
  tdigest: ['varbinary'],
};

/** Whether `CAST(value AS type)` has a meaning; single values may still fail. */
export function canCast(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'unknown') return to.kind !== 'function';
  if (from.kind === 'function') return false;
  if (from.kind === 'array' && to.kind === 'array') return canCast(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map') {
    return canCast(from.key, to.key) && canCast(from.value, to.value);
  }
  if (from.kind === 'row' && to.kind === 'row') {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((field, index) => canCast(field.type, to.fields[index]!.type))
    );
  }
  if (from.kind === to.kind) return true;
  return CASTS[from.kind]?.includes(to.kind) === true && partsCanCast(from, to);
}

function partsCanCast(from: SqlType, to: SqlType): boolean {
  if (to.kind === 'json') return jsonable(from);
  return from.kind === 'json' ? jsonable(to) : true;
}

function jsonable(type: SqlType): boolean {
  switch (type.kind) {
    case 'array':
      return jsonable(type.element);
    case 'map':
      return isJsonKey(type.key) && jsonable(type.value);
    case 'row':
      return type.fields.every((field) => jsonable(field.type));
    case 'unknown':
    case 'json':
      return true;
    default:
      return CASTS[type.kind]?.includes('json') === true;
  }
}

function isJsonKey(type: SqlType): boolean {
  return type.kind === 'varchar' || type.kind === 'boolean' || NUMBERS.includes(type.kind);
}

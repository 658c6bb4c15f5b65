/**
 * The Parquet schema of an answer; every column, and everything in it, may be NULL.
 * - tinyint to integer are INT32 (tinyint and smallint as such), bigint INT64, real FLOAT, double DOUBLE, decimals
 *   DECIMAL of INT32, INT64 or 16 bytes;
 * - date is DATE, time TIME in milliseconds, timestamp TIMESTAMP in milliseconds, with a zone one that is adjusted to
 *   UTC; intervals are texts as in JSON, because Parquet's cannot be negative;
 * - varchar, char and json are STRING, varbinary bytes, NULL alone a STRING;
 * - arrays are LIST, maps MAP, rows groups.
 */
import type { SchemaElement } from 'hyparquet-writer';
import type { DecimalType, SqlType } from '../../../sql/types/sql-type.ts';
import { notInAnswers } from '../json-cells.ts';
import { rowFieldNames } from './row-field-names.ts';

export const DECIMAL_BYTES = 16;

type Leaf = Omit<SchemaElement, 'name' | 'repetition_type'>;

const TEXT: Leaf = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };

const LEAVES: Partial<Record<SqlType['kind'], Leaf>> = {
  unknown: TEXT,
  boolean: { type: 'BOOLEAN' },
  tinyint: { type: 'INT32', converted_type: 'INT_8' },
  smallint: { type: 'INT32', converted_type: 'INT_16' },
  integer: { type: 'INT32' },
  bigint: { type: 'INT64' },
  real: { type: 'FLOAT' },
  double: { type: 'DOUBLE' },
  varchar: TEXT,
  char: TEXT,
  // The library parses what it marks as JSON, and large numbers would not survive that.
  json: TEXT,
  varbinary: { type: 'BYTE_ARRAY' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  time: { type: 'INT32', logical_type: { type: 'TIME', isAdjustedToUTC: false, unit: 'MILLIS' } },
  timestamp: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' } },
  'timestamp with time zone': {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  'interval year to month': TEXT,
  'interval day to second': TEXT,
};

/** The elements of the schema's tree, each before what is in it. */
export function parquetSchemaOf(names: readonly string[], types: readonly SqlType[]): SchemaElement[] {
  const columns = types.flatMap((type, column) => elementsOf(names[column]!, type, 'OPTIONAL'));
  return [{ name: 'row', num_children: types.length }, ...columns];
}

type Repetition = 'OPTIONAL' | 'REQUIRED';

function elementsOf(name: string, type: SqlType, repetition: Repetition): readonly SchemaElement[] {
  const own = { name, repetition_type: repetition };
  switch (type.kind) {
    case 'array':
      return [
        { ...own, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elementsOf('element', type.element, 'OPTIONAL'),
      ];
    case 'map':
      return [
        { ...own, converted_type: 'MAP', logical_type: { type: 'MAP' }, num_children: 1 },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        ...elementsOf('key', type.key, 'REQUIRED'),
        ...elementsOf('value', type.value, 'OPTIONAL'),
      ];
    case 'row': {
      const names = rowFieldNames(type);
      const fields = type.fields.flatMap((field, index) => elementsOf(names[index]!, field.type, 'OPTIONAL'));
      return [{ ...own, num_children: type.fields.length }, ...fields];
    }
    case 'decimal':
      return [{ ...own, ...decimal(type) }];
    default: {
      const leaf = LEAVES[type.kind];
      if (leaf === undefined) throw notInAnswers(type);
      return [{ ...own, ...leaf }];
    }
  }
}

function decimal({ precision, scale }: DecimalType): Leaf {
  const digits = { precision, scale };
  const common = {
    converted_type: 'DECIMAL',
    ...digits,
    logical_type: { type: 'DECIMAL', ...digits },
  } as const;
  if (precision <= 9) return { type: 'INT32', ...common };
  if (precision <= 18) return { type: 'INT64', ...common };
  return { type: 'FIXED_LEN_BYTE_ARRAY', type_length: DECIMAL_BYTES, ...common };
}

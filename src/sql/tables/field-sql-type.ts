import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../../model/field-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import {
  arrayOf,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  INTEGER,
  mapOf,
  TIMESTAMP,
  VARCHAR,
} from '../types/types.ts';

const SCALARS: Readonly<Record<ScalarType, SqlType>> = {
  STRING: VARCHAR,
  INTEGER,
  LONG: BIGINT,
  DOUBLE,
  DECIMAL: DOUBLE,
  BOOLEAN,
  DATE,
  TIME: { kind: 'time' },
  TIMESTAMP,
  BINARY: { kind: 'varbinary' },
};

/** The type of a field in queries. */
export function fieldSqlType(type: FieldType): SqlType {
  const element = SCALARS[elementTypeOf(type)];
  switch (containerOf(type)) {
    case 'scalar':
      return element;
    case 'array':
      return arrayOf(element);
    case 'map':
      return mapOf(VARCHAR, element);
  }
}

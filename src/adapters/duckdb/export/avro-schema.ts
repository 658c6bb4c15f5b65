/**
 * The Avro schema of an answer: one record, whose fields, and everything in them, may be null.
 * - tinyint to integer are `int`, bigint `long`, real `float`, double `double`, decimals `bytes` (`decimal`);
 * - date is `int` (`date`), time `int` (`time-millis`), timestamp `long` (`local-timestamp-millis`), with a zone `long`
 *   (`timestamp-millis`); intervals are `string` as in JSON, because Avro's `duration` cannot be negative;
 * - varchar, char and json are `string`, varbinary `bytes`, NULL alone `null`;
 * - arrays are `array`, rows `record`, maps `map` where their keys are texts, else an `array` of records with `key` and
 *   `value`.
 */
import { uniqueNames } from '../../../model/unique-names.ts';
import type { MapType, RowTypeOf, SqlType } from '../../../sql/types/sql-type.ts';
import { notInAnswers } from '../json-cells.ts';
import { rowFieldNames } from './row-field-names.ts';

type AvroType = string | object;

const SIMPLE: Partial<Record<SqlType['kind'], AvroType>> = {
  boolean: 'boolean',
  tinyint: 'int',
  smallint: 'int',
  integer: 'int',
  bigint: 'long',
  real: 'float',
  double: 'double',
  varchar: 'string',
  char: 'string',
  json: 'string',
  varbinary: 'bytes',
  date: { type: 'int', logicalType: 'date' },
  time: { type: 'int', logicalType: 'time-millis' },
  timestamp: { type: 'long', logicalType: 'local-timestamp-millis' },
  'timestamp with time zone': { type: 'long', logicalType: 'timestamp-millis' },
  'interval year to month': 'string',
  'interval day to second': 'string',
};

/** The text of the schema. Columns whose names Avro does not allow keep them in `doc`. */
export function avroSchemaOf(names: readonly string[], types: readonly SqlType[]): string {
  return JSON.stringify(new SchemaMaker().record('row', names, types));
}

/** Whether a map is one in Avro, whose keys are texts. */
function hasTextKeys({ key }: MapType): boolean {
  return key.kind === 'varchar' || key.kind === 'char';
}

class SchemaMaker {
  #records = 0;

  record(name: string, fieldNames: readonly string[], types: readonly SqlType[]): object {
    const allowed = uniqueNames(fieldNames.map(allowedName));
    const fields = types.map((type, index) => ({
      name: allowed[index],
      type: this.#nullable(type),
      default: null,
      ...(allowed[index] === fieldNames[index] ? {} : { doc: fieldNames[index] }),
    }));
    return { type: 'record', name, fields };
  }

  #nullable(type: SqlType): AvroType {
    return type.kind === 'unknown' ? 'null' : ['null', this.#typeOf(type)];
  }

  #typeOf(type: SqlType): AvroType {
    switch (type.kind) {
      case 'decimal': {
        const { precision, scale } = type;
        return { type: 'bytes', logicalType: 'decimal', precision, scale };
      }
      case 'array':
        return { type: 'array', items: this.#nullable(type.element) };
      case 'map':
        return this.#map(type);
      case 'row':
        return this.#row(type);
      default: {
        const simple = SIMPLE[type.kind];
        if (simple === undefined) throw notInAnswers(type);
        return simple;
      }
    }
  }

  #map(type: MapType): AvroType {
    if (hasTextKeys(type)) return { type: 'map', values: this.#nullable(type.value) };
    const fields = [
      { name: 'key', type: this.#typeOf(type.key) },
      { name: 'value', type: this.#nullable(type.value) },
    ];
    return { type: 'array', items: { type: 'record', name: this.#nextName('entry'), fields } };
  }

  #row(type: RowTypeOf): AvroType {
    return this.record(
      this.#nextName('row'),
      rowFieldNames(type),
      type.fields.map((field) => field.type),
    );
  }

  /** Each record of a schema needs a name of its own. */
  #nextName(word: string): string {
    return `${word}${++this.#records}`;
  }
}

function allowedName(name: string): string {
  const allowed = name.replaceAll(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(allowed) ? allowed : `_${allowed}`;
}

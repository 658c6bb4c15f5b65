import type { NewField } from '../catalog/catalog-store.ts';
import { type FieldType, parseFieldType, type ScalarType } from '../model/field-type.ts';
import { messageOf, userError } from '../platform/errors.ts';

/** The fields of an Avro record schema given as JSON text. Error: `AVRO_SCHEMA_INVALID`, naming the field. */
export function fieldsOfAvroSchema(text: string): readonly NewField[] {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    throw invalid('the schema is not JSON', messageOf(error));
  }
  if (!isObject(schema) || schema['type'] !== 'record' || !Array.isArray(schema['fields'])) {
    throw invalid('the schema is not a record with fields');
  }
  return (schema['fields'] as unknown[]).map((field) => {
    if (!isObject(field) || typeof field['name'] !== 'string') throw invalid('a field has no name');
    const type = typeOf(field['type']);
    if (type === undefined) {
      throw invalid(
        `field "${field['name']}" has a type that no field can have`,
        'scalars, arrays and maps of scalars can be used, and unions of one of these with null',
      );
    }
    return { name: field['name'], type };
  });
}

function typeOf(avro: unknown): FieldType | undefined {
  const type = withoutNull(avro);
  if (isObject(type) && type['type'] === 'array') return container('ARRAY', type['items']);
  if (isObject(type) && type['type'] === 'map') return container('MAP', type['values']);
  return scalarOf(type);
}

function container(kind: 'ARRAY' | 'MAP', avro: unknown): FieldType | undefined {
  const element = scalarOf(withoutNull(avro));
  return element === undefined ? undefined : parseFieldType(`${kind}_${element}`);
}

function scalarOf(type: unknown): ScalarType | undefined {
  if (typeof type === 'string') return SCALARS.get(type);
  if (!isObject(type)) return undefined;
  const logical = type['logicalType'];
  return (typeof logical === 'string' ? LOGICAL_TYPES.get(logical) : undefined) ?? scalarOf(type['type']);
}

/** A union with null says what every field may be anyway. */
function withoutNull(type: unknown): unknown {
  if (!Array.isArray(type)) return type;
  const others = type.filter((member) => member !== 'null');
  return others.length === 1 ? others[0] : undefined;
}

const SCALARS: ReadonlyMap<string, ScalarType> = new Map([
  ['string', 'STRING'],
  ['enum', 'STRING'],
  ['int', 'INTEGER'],
  ['long', 'LONG'],
  ['float', 'DOUBLE'],
  ['double', 'DOUBLE'],
  ['boolean', 'BOOLEAN'],
  ['bytes', 'BINARY'],
  ['fixed', 'BINARY'],
]);

const LOGICAL_TYPES: ReadonlyMap<string, ScalarType> = new Map([
  ['date', 'DATE'],
  ['time-millis', 'TIME'],
  ['time-micros', 'TIME'],
  ['timestamp-millis', 'TIMESTAMP'],
  ['timestamp-micros', 'TIMESTAMP'],
  ['decimal', 'DECIMAL'],
]);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string, detail?: string) {
  return userError('AVRO_SCHEMA_INVALID', message, {
    ...(detail === undefined ? {} : { detail }),
    hint: 'send an Avro record schema as JSON text',
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { avroSchemaOf } from '../catalog/avro/avro-schema.ts';
import { ENVELOPE } from '../model/envelope.ts';
import { FIELD_TYPES } from '../model/field-type.ts';
import { fieldsOfAvroSchema } from './avro-fields.ts';

const record = (...types: unknown[]) =>
  JSON.stringify({ type: 'record', name: 'x', fields: types.map((type, i) => ({ name: `f${i}`, type })) });

test('every type that we write as Avro is read back', () => {
  const fields = FIELD_TYPES.map((type, i) => ({ name: `f${i}`, physicalName: `f${i}`, type }));
  const types = fieldsOfAvroSchema(JSON.stringify(avroSchemaOf(fields)))
    .slice(ENVELOPE.length)
    .map((field) => field.type);
  // DECIMAL is a double in Avro, so it cannot be told apart.
  assert.deepEqual(
    types,
    FIELD_TYPES.map((type) => type.replace('DECIMAL', 'DOUBLE')),
  );
});

test('other Avro types become the nearest of ours', () => {
  const types = [
    'float',
    ['null', { type: 'enum', name: 'e', symbols: ['A'] }],
    { type: 'fixed', name: 'f', size: 3 },
    { type: 'bytes', logicalType: 'decimal', precision: 9 },
    { type: 'string', logicalType: 'uuid' },
    ['int', 'null'],
  ];
  assert.deepEqual(
    fieldsOfAvroSchema(record(...types)).map((field) => field.type),
    ['DOUBLE', 'STRING', 'BINARY', 'DECIMAL', 'STRING', 'INTEGER'],
  );
});

test('what no field can hold is refused by name', () => {
  for (const type of [
    { type: 'record', name: 'r', fields: [] },
    ['null', 'int', 'string'],
    { type: 'array', items: { type: 'array', items: 'int' } },
    'null',
    'toString',
    7,
  ]) {
    assert.throws(() => fieldsOfAvroSchema(record('int', type)), {
      code: 'AVRO_SCHEMA_INVALID',
      message: /"f1"/,
    });
  }
  for (const text of ['', '[]', '{"type":"record"}', '"record"', '{"type":"record","fields":[{}]}']) {
    assert.throws(() => fieldsOfAvroSchema(text), { code: 'AVRO_SCHEMA_INVALID' });
  }
});

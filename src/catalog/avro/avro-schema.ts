import type { Field } from '../../model/collection.ts';
import { ENVELOPE, type EnvelopeField } from '../../model/envelope.ts';
import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../../model/field-type.ts';

export type AvroType =
  | string
  | { readonly type: string; readonly logicalType: string }
  | { readonly type: 'array'; readonly items: AvroType }
  | { readonly type: 'map'; readonly values: AvroType }
  | readonly AvroType[];

export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
  readonly default?: null;
}

export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  readonly fields: readonly AvroField[];
}

/**
 * The Avro schema of a collection's messages: the envelope, then the fields in schema order, under their physical
 * names, which are legal in Avro. Versions only append fields, all of them nullable with the default null: so any
 * reader of Avro resolves old messages against the newest schema.
 */
export function avroSchemaOf(fields: readonly Field[]): AvroRecord {
  return {
    type: 'record',
    // As the original calls it, whatever the collection.
    name: 'collection',
    fields: [
      ...ENVELOPE.map(envelopeField),
      ...fields.map((field) => nullable(field.physicalName, avroTypeOf(field.type))),
    ],
  };
}

function envelopeField({ name, kind, nullable: mayBeNull }: EnvelopeField): AvroField {
  const type = kind === 'string' ? 'string' : kind === 'int64' ? 'long' : SCALARS.TIMESTAMP;
  return mayBeNull ? nullable(name, type) : { name, type };
}

function nullable(name: string, type: AvroType): AvroField {
  return { name, type: ['null', type], default: null };
}

function avroTypeOf(type: FieldType): AvroType {
  const scalar = SCALARS[elementTypeOf(type)];
  switch (containerOf(type)) {
    case 'scalar':
      return scalar;
    case 'array':
      return { type: 'array', items: ['null', scalar] };
    case 'map':
      return { type: 'map', values: ['null', scalar] };
  }
}

const SCALARS: Readonly<Record<ScalarType, AvroType>> = {
  STRING: 'string',
  INTEGER: 'int',
  DECIMAL: 'double',
  DOUBLE: 'double',
  LONG: 'long',
  BOOLEAN: 'boolean',
  DATE: { type: 'int', logicalType: 'date' },
  TIME: { type: 'int', logicalType: 'time-millis' },
  TIMESTAMP: { type: 'long', logicalType: 'timestamp-millis' },
  BINARY: 'bytes',
};

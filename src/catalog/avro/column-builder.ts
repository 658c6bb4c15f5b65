import type { BytesColumn, FixedColumn, ListColumn, MapColumn } from '../../model/columns.ts';
import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../../model/field-type.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface FixedBuilder extends Writable<FixedColumn> {
  capacity: number;
}
export interface BytesBuilder extends Writable<BytesColumn> {
  capacity: number;
}
export type ScalarBuilder = FixedBuilder | BytesBuilder;
export interface ListBuilder extends Writable<Omit<ListColumn, 'child'>> {
  readonly child: ScalarBuilder;
}
export interface MapBuilder extends Writable<Omit<MapColumn, 'keys' | 'values'>> {
  readonly keys: BytesBuilder;
  readonly values: ScalarBuilder;
}
export type ColumnBuilder = ScalarBuilder | ListBuilder | MapBuilder;

/** Elements that a list's or map's children have room for at first. */
const FIRST_ELEMENTS = 64;
/** Bytes that a string or binary column has room for at first, per value. */
const FIRST_BYTES_PER_VALUE = 16;

export function createBuilder(type: FieldType, capacity: number): ColumnBuilder {
  const element = elementTypeOf(type);
  const valid = new Uint8Array(capacity);
  switch (containerOf(type)) {
    case 'scalar':
      return createScalarBuilder(element, capacity);
    case 'array':
      return {
        kind: 'list',
        valid,
        offsets: new Int32Array(capacity + 1),
        child: createScalarBuilder(element, FIRST_ELEMENTS),
      };
    case 'map':
      return {
        kind: 'map',
        valid,
        offsets: new Int32Array(capacity + 1),
        keys: createBytesBuilder('STRING', FIRST_ELEMENTS),
        values: createScalarBuilder(element, FIRST_ELEMENTS),
      };
  }
}

export function createScalarBuilder(type: ScalarType, capacity: number): ScalarBuilder {
  if (type === 'STRING' || type === 'BINARY') return createBytesBuilder(type, capacity);
  return {
    kind: 'fixed',
    type,
    capacity,
    valid: new Uint8Array(capacity),
    values: fixedArray(type, capacity),
  };
}

export function createBytesBuilder(type: BytesColumn['type'], capacity: number): BytesBuilder {
  return {
    kind: 'bytes',
    type,
    capacity,
    valid: new Uint8Array(capacity),
    offsets: new Int32Array(capacity + 1),
    bytes: new Uint8Array(capacity * FIRST_BYTES_PER_VALUE),
  };
}

function fixedArray(type: FixedColumn['type'], capacity: number): FixedColumn['values'] {
  switch (type) {
    case 'BOOLEAN':
      return new Uint8Array(capacity);
    case 'LONG':
      return new Int32Array(2 * capacity);
    case 'DOUBLE':
    case 'DECIMAL':
    case 'TIMESTAMP':
      return new Float64Array(capacity);
    case 'INTEGER':
    case 'DATE':
    case 'TIME':
      return new Int32Array(capacity);
  }
}

/** Makes room for `count` values in all. The caller has checked that so many can be there. */
export function growValues(builder: ScalarBuilder, count: number): void {
  if (count <= builder.capacity) return;
  const capacity = Math.max(count, 2 * builder.capacity);
  const valid = new Uint8Array(capacity);
  valid.set(builder.valid);
  builder.valid = valid;
  builder.capacity = capacity;
  if (builder.kind === 'bytes') {
    const offsets = new Int32Array(capacity + 1);
    offsets.set(builder.offsets);
    builder.offsets = offsets;
  } else {
    const values = fixedArray(builder.type, capacity);
    values.set(builder.values);
    builder.values = values;
  }
}

/** Makes room for `count` bytes in all. */
export function growBytes(builder: BytesBuilder, count: number): void {
  if (count <= builder.bytes.length) return;
  const bytes = new Uint8Array(Math.max(count, 2 * builder.bytes.length));
  bytes.set(builder.bytes);
  builder.bytes = bytes;
}

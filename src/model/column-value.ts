import type { Column } from './columns.ts';

const DECODER = new TextDecoder('utf-8', { fatal: true });

/** A value of a column as plain JavaScript. Slow: for tests, simulations and single rows, never for bulk work. */
export type ColumnValue =
  | null
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | readonly ColumnValue[]
  | ReadonlyMap<string, ColumnValue>;

/**
 * Value `index` of a column: LONG as bigint, TIMESTAMP, DATE and TIME as their numbers, BINARY as a copy of its bytes,
 * lists as arrays, maps as maps.
 */
export function columnValue(column: Column, index: number): ColumnValue {
  if (column.valid[index] !== 1) return null;
  switch (column.kind) {
    case 'fixed': {
      if (column.type === 'BOOLEAN') return column.values[index] === 1;
      if (column.type !== 'LONG') return column.values[index] ?? null;
      const low = column.values[2 * index] ?? 0;
      const high = column.values[2 * index + 1] ?? 0;
      return (BigInt(high) << 32n) | BigInt(low >>> 0);
    }
    case 'bytes': {
      const bytes = column.bytes.slice(column.offsets[index], column.offsets[index + 1]);
      return column.type === 'STRING' ? DECODER.decode(bytes) : bytes;
    }
    case 'list':
      return Array.from(range(column.offsets, index), (at) => columnValue(column.child, at));
    case 'map':
      return new Map(
        Array.from(range(column.offsets, index), (at) => [
          String(columnValue(column.keys, at)),
          columnValue(column.values, at),
        ]),
      );
  }
}

function* range(offsets: Int32Array, index: number): Generator<number> {
  for (let at = offsets[index] ?? 0; at < (offsets[index + 1] ?? 0); at++) yield at;
}

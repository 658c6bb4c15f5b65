/**
 * The thread of one Parquet export: rows come in, groups of them go out encoded. That takes up to a second a group, which
 * the lake's worker does not have. An error ends the thread.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { assert } from '../../../platform/assert.ts';
import type { Piece } from './export-writer.ts';
import type { ParquetReply, ParquetRequest, ParquetThreadData } from './parquet-messages.ts';

/** A group of rows is written when it has so many values, or rows, or bytes of values, whatever comes first. */
const GROUP_VALUES = 1_000_000;
const GROUP_ROWS = 100_000;
const GROUP_BYTES = 16 * 1024 * 1024;

const port = parentPort;
assert(port !== null, 'this file runs as a worker');
const { schema, names } = workerData as ParquetThreadData;
const out = new ByteWriter();
// Statistics would cost time, and whoever exports rows reads them all.
const file = new ParquetWriter({ writer: out, schema, statistics: false, createdBy: 'millrace' });
let group: unknown[][] = names.map(() => []);
let groupBytes = 0;

port.on('message', (request: ParquetRequest) => {
  const bytes = 'end' in request ? ended() : added(request.columns);
  port.postMessage({ bytes } satisfies ParquetReply, bytes === undefined ? [] : [bytes.buffer]);
});

/** Nothing before the first group, so that what is wrong until then can still be told. */
function added(columns: readonly (readonly unknown[])[]): Piece | undefined {
  add(columns);
  const rows = group[0]!.length;
  const isFull = rows >= GROUP_ROWS || rows * names.length >= GROUP_VALUES || groupBytes >= GROUP_BYTES;
  if (!isFull) return undefined;
  writeGroup();
  return takeWritten();
}

function ended(): Piece {
  writeGroup();
  void file.finish();
  return takeWritten();
}

function add(columns: readonly (readonly unknown[])[]): void {
  columns.forEach((values, column) => {
    const gathered = group[column]!;
    for (const value of values) {
      gathered.push(value);
      groupBytes += sizeOf(value);
    }
  });
}

function writeGroup(): void {
  const rows = group[0]!.length;
  if (rows === 0) return;
  const columnData = names.map((name, column) => ({ name, data: group[column]!, offsetIndex: false }));
  void file.write({ columnData, rowGroupSize: rows });
  group = names.map(() => []);
  groupBytes = 0;
}

/** The writer keeps counting bytes from the beginning of the file, wherever its buffer begins. */
function takeWritten(): Piece {
  const bytes = out.getBytes().slice();
  out.index = 0;
  return bytes;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 8;
  for (const part of Object.values(value)) size += sizeOf(part);
  return size;
}

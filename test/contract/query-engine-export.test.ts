/**
 * What every query engine owes for exports (src/query/query-engine.ts), shown on DuckDB. Files are read back by others:
 * Avro by avsc, Parquet by an instance of DuckDB that may read files.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import test, { type TestContext } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import avsc from 'avsc';
import {
  EXPORT_FORMATS,
  type ExportExecution,
  type ExportFormat,
  type QueryEngine,
} from '../../src/query/query-engine.ts';
import { parseSqlType } from '../../src/sql/types/parse-type-pattern.ts';
import { codeOf } from '../support/query-fakes.ts';
import { openProject as open, temporaryDirectory } from './duckdb-lake.ts';
import { CASES, type ExportCase } from './export-cases.ts';
import { collectionOf, PROJECT } from './lake-events.ts';

const VISITS = collectionOf(1, 2);

interface Options {
  readonly types?: readonly string[];
  readonly names?: readonly string[];
  readonly tables?: readonly string[];
  readonly maxRows?: number;
  readonly timeoutMs?: number;
}

function startExport(engine: QueryEngine, format: ExportFormat, sql: string, options: Options = {}) {
  const types = options.types ?? ['bigint'];
  return engine.export({
    project: PROJECT,
    collections: [VISITS],
    sql,
    columnTypes: types.map(parseSqlType),
    columnNames: options.names ?? types.map((_, index) => `c${index + 1}`),
    tables: options.tables ?? [],
    maxRows: options.maxRows ?? 1_000_000_000,
    timeoutMs: options.timeoutMs ?? 60_000,
    format,
  });
}

/** The bytes of a whole export, whose count and checksum are right. */
async function fileOf(engine: QueryEngine, format: ExportFormat, sql: string, options: Options = {}) {
  const execution = startExport(engine, format, sql, options);
  const pieces: Uint8Array[] = [];
  for await (const piece of execution.pieces) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const { sha256, rowCount } = await execution.end;
  assert.equal(sha256, createHash('sha256').update(bytes).digest('hex'));
  return { bytes, rowCount, pieces };
}

/** A row with all values, then one of NULLs. */
const ALL = `SELECT ${CASES.map(({ sql }) => sql).join(', ')} UNION ALL SELECT ${CASES.map(() => 'NULL').join(', ')}`;
const TYPES = CASES.map(({ type }) => type);

/** `long` as `bigint`: avsc would refuse what a number does not hold. */
const longs = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

async function readAvro(bytes: Buffer): Promise<{ schema: Record<string, unknown>; rows: unknown[] }> {
  let schema: Record<string, unknown> = {};
  const decoder = new avsc.streams.BlockDecoder({
    parseHook: (found) => {
      schema = found as unknown as Record<string, unknown>;
      return avsc.Type.forSchema(found, { registry: { long: longs }, wrapUnions: false });
    },
  });
  const rows: unknown[] = [];
  for await (const row of Readable.from([bytes]).pipe(decoder)) rows.push(plain(row));
  return { schema, rows };
}

/** Without the classes of records, bytes as hexadecimal text. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

async function readParquet(t: TestContext, bytes: Buffer, sql: string): Promise<unknown[][]> {
  const file = path.join(await temporaryDirectory(t), 'export.parquet');
  await writeFile(file, bytes);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return (await connection.runAndReadAll(sql.replaceAll('FILE', `'${file}'`))).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

test('every type in CSV, NULL apart from empty text', async (t) => {
  const { engine } = await open(t);
  const { bytes, rowCount } = await fileOf(engine, 'csv', ALL, { types: TYPES });
  assert.equal(rowCount, 2);
  const header = TYPES.map((_, index) => `c${index + 1}`).join(',');
  const values = CASES.map(({ csv }) => csv).join(',');
  const nulls = CASES.map(() => '').join(',');
  assert.equal(bytes.toString(), `${header}\r\n${values}\r\n${nulls}\r\n`);
});

test('every type in JSON lines', async (t) => {
  const { engine } = await open(t);
  const { bytes } = await fileOf(engine, 'jsonl', ALL, { types: TYPES });
  const [values = '', nulls = '', end] = bytes.toString().split('\n');
  CASES.forEach(({ json }, index) => {
    const name = `"c${index + 1}":`;
    const next = index + 1 === CASES.length ? '}' : `,"c${index + 2}":`;
    assert.ok(values.includes(`${name}${json}${next}`), `${name} ${json} in ${values}`);
  });
  JSON.parse(values);
  const expected = Object.fromEntries(CASES.map((_, index) => [`c${index + 1}`, null]));
  assert.deepEqual(JSON.parse(nulls), expected);
  assert.equal(end, '');
});

/** Each alone: names of records are numbered through the file. */
async function avroOf(engine: QueryEngine, { sql, type }: ExportCase) {
  const text = `SELECT ${sql} AS c UNION ALL SELECT NULL`;
  return readAvro((await fileOf(engine, 'avro', text, { types: [type] })).bytes);
}

test('every type in Avro, with its logical type', async (t) => {
  const { engine } = await open(t);
  for (const each of CASES) {
    const { schema, rows } = await avroOf(engine, each);
    const union = each.avroType === 'null' ? 'null' : ['null', each.avroType];
    assert.deepEqual(schema, {
      type: 'record',
      name: 'row',
      fields: [{ name: 'c1', type: union, default: null }],
    });
    assert.deepEqual(rows, [{ c1: each.avro }, { c1: null }], each.sql);
  }
});

test('every type in Parquet', async (t) => {
  const { engine } = await open(t);
  const { bytes } = await fileOf(engine, 'parquet', ALL, { types: TYPES });
  const described = await readParquet(t, bytes, 'SELECT column_type FROM (DESCRIBE FROM read_parquet(FILE))');
  assert.deepEqual(
    described.map(([type]) => type),
    CASES.map(({ parquetType }) => parquetType),
  );
  const checks = CASES.map(
    ({ sql, parquet }, index) => `c${index + 1} IS NOT DISTINCT FROM (${parquet ?? sql})`,
  );
  const nulls = CASES.map((_, index) => `c${index + 1} IS NULL`).join(' AND ');
  const [equal, empty] = await readParquet(
    t,
    bytes,
    `SELECT [${checks.join(', ')}]::VARCHAR, ${nulls} FROM read_parquet(FILE)`,
  );
  assert.equal(equal?.[0], `[${CASES.map(() => 'true').join(', ')}]`);
  assert.equal(empty?.[1], true);
});

test('many rows, in several blocks and groups, are all there in order, with NULLs between', async (t) => {
  const { engine } = await open(t);
  const rows = 120_000;
  const sql = `SELECT nullif(range % 5, 0) * range, repeat('x', (range % 50)::INTEGER), CASE WHEN range % 3 = 0 THEN NULL ELSE [range, NULL] END FROM range(${rows})`;
  const options = { types: ['bigint', 'varchar', 'array(bigint)'] };
  const jsonl = await fileOf(engine, 'jsonl', sql, options);
  assert.equal(jsonl.rowCount, rows);
  assert.ok(jsonl.pieces.length > 10);
  const expected = jsonl.bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(expected.length, rows);
  assert.deepEqual(expected[119_999], { c1: 479_996, c2: 'x'.repeat(49), c3: [119_999, null] });
  const csv = await fileOf(engine, 'csv', sql, options);
  assert.equal(csv.bytes.toString().split('\r\n').length, rows + 2);

  const avro = await readAvro((await fileOf(engine, 'avro', sql, options)).bytes);
  const asNumbers = avro.rows.map((row) =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  );
  const wrong = expected.findIndex((row, index) => JSON.stringify(row) !== asNumbers[index]);
  assert.equal(wrong, -1, asNumbers[wrong]);

  const parquet = await fileOf(engine, 'parquet', sql, options);
  const [count] = await readParquet(
    t,
    parquet.bytes,
    `SELECT count(*)::INTEGER FROM (FROM read_parquet(FILE) POSITIONAL JOIN (${sql}) o(d1, d2, d3))
     WHERE c1 IS NOT DISTINCT FROM d1 AND c2 = d2 AND c3 IS NOT DISTINCT FROM d3`,
  );
  assert.equal(count?.[0], rows);
  const [groups] = await readParquet(
    t,
    parquet.bytes,
    'SELECT count(DISTINCT row_group_id)::INTEGER FROM parquet_metadata(FILE)',
  );
  assert.ok(Number(groups?.[0]) >= 2);
});

test('an answer without rows is a whole file in every format', async (t) => {
  const { engine } = await open(t);
  const sql = 'SELECT range FROM range(0)';
  const options = { names: ['Größe "x", y'] };
  assert.equal((await fileOf(engine, 'csv', sql, options)).bytes.toString(), '"Größe ""x"", y"\r\n');
  assert.equal((await fileOf(engine, 'jsonl', sql, options)).bytes.length, 0);
  const avro = await readAvro((await fileOf(engine, 'avro', sql, options)).bytes);
  assert.deepEqual(avro, {
    schema: {
      type: 'record',
      name: 'row',
      fields: [{ name: 'Gr__e__x___y', type: ['null', 'long'], default: null, doc: 'Größe "x", y' }],
    },
    rows: [],
  });
  const { bytes } = await fileOf(engine, 'parquet', sql, options);
  const described = await readParquet(
    t,
    bytes,
    'SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet(FILE))',
  );
  assert.deepEqual(described, [['Größe "x", y', 'BIGINT']]);
});

test('names that Avro does not allow become allowed ones, each its own', async (t) => {
  const { engine } = await open(t);
  const names = ['a b', 'a-b', '1st', '_col0', 'A_B'];
  const sql = 'SELECT 1::BIGINT, 2::BIGINT, 3::BIGINT, 4::BIGINT, 5::BIGINT';
  const types = names.map(() => 'bigint');
  const { rows } = await readAvro((await fileOf(engine, 'avro', sql, { names, types })).bytes);
  assert.deepEqual(rows, [{ a_b: 1n, a_b_2: 2n, _1st: 3n, _col0: 4n, A_B_3: 5n }]);
});

test('names that mean something to JavaScript are names like others', async (t) => {
  const { engine } = await open(t);
  const options = { names: ['__proto__', 'constructor'], types: ['bigint', 'row("__proto__" bigint)'] };
  const sql = "SELECT 1::BIGINT, {'f1': 2::BIGINT}";
  const jsonl = await fileOf(engine, 'jsonl', sql, options);
  assert.equal(jsonl.bytes.toString(), '{"__proto__":1,"constructor":{"__proto__":2}}\n');
  const { bytes } = await fileOf(engine, 'parquet', sql, options);
  const rows = await readParquet(t, bytes, 'SELECT to_json(f)::VARCHAR FROM read_parquet(FILE) f');
  assert.deepEqual(rows, [['{"__proto__":1,"constructor":{"__proto__":2}}']]);
});

test('nothing is computed while nobody takes the pieces, and the place of a query stays free', async (t) => {
  const { engine } = await open(t, { concurrentQueries: 2 });
  const slow = startExport(engine, 'csv', 'SELECT range FROM range(1000000000)');
  const waiting = startExport(engine, 'csv', 'SELECT 1::BIGINT');
  const pieces = slow.pieces[Symbol.asyncIterator]();
  await pieces.next();
  const before = process.memoryUsage().rss;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.ok(process.memoryUsage().rss - before < 64 * 1024 * 1024, 'the answer is held in memory');
  // The other export waits for its turn, a query does not.
  const query = engine.start({
    project: PROJECT,
    collections: [],
    sql: 'SELECT 1::BIGINT',
    columnTypes: [parseSqlType('bigint')],
    tables: [],
    maxRows: 1,
    timeoutMs: 10_000,
  });
  assert.equal((await query.result).rowCount, 1);
  slow.cancel();
  assert.equal(await codeOf(slow.end), 'QUERY_CANCELLED');
  await assert.rejects(async () => pieces.next(), { code: 'QUERY_CANCELLED' });
  for await (const piece of waiting.pieces) assert.equal(Buffer.from(piece).toString(), 'c1\r\n1\r\n');
  assert.equal((await waiting.end).rowCount, 1);
});

async function consume(execution: ExportExecution): Promise<void> {
  for await (const piece of execution.pieces) assert.ok(piece.length > 0);
  await execution.end;
}

/** A value that is no number, in this row of many. */
const faultAt = (row: number) =>
  `SELECT CASE WHEN range = ${row} THEN ('x' || range)::BIGINT ELSE range END FROM range(1000000)`;

test('limits of rows and time end an export with their error', async (t) => {
  const { engine } = await open(t);
  for (const format of EXPORT_FORMATS) {
    const tooMany = startExport(engine, format, 'SELECT range FROM range(300000)', { maxRows: 299_999 });
    assert.equal(await codeOf(consume(tooMany)), 'TOO_MANY_ROWS', format);
  }
  const late = startExport(engine, 'csv', 'SELECT range FROM range(100000000000)', { timeoutMs: 300 });
  assert.equal(await codeOf(consume(late)), 'QUERY_TIMEOUT');
  // A reader that stopped is no reason to keep the place.
  const stuck = startExport(engine, 'parquet', 'SELECT range FROM range(100000000000)', { timeoutMs: 300 });
  assert.equal(await codeOf(stuck.end), 'QUERY_TIMEOUT');
});

test('a fault after the first rows, which the engine keeps to itself, makes no answer that looks whole', async (t) => {
  const { engine } = await open(t);
  for (const format of EXPORT_FORMATS) {
    const cut = startExport(engine, format, faultAt(900_000));
    // With something sent already, nobody can be told more.
    assert.match(await codeOf(consume(cut)), /^QUERY_(ENGINE_)?FAILED$/, format);
  }
  // Parquet gathers a group of rows before it sends anything.
  const wide = faultAt(95_000).replace(' FROM', ", repeat('wide ', 30) FROM");
  const early = startExport(engine, 'parquet', wide, { types: ['bigint', 'varchar'] });
  await assert.rejects(consume(early), { code: 'QUERY_FAILED', message: /'x95000'/ });
  const query = engine.start({
    project: PROJECT,
    collections: [],
    sql: faultAt(900_000),
    columnTypes: [parseSqlType('bigint')],
    tables: [],
    maxRows: 1_000_000,
    timeoutMs: 60_000,
  });
  await assert.rejects(query.result, { code: 'QUERY_FAILED', message: /'x900000'/ });
});

test('rounds go on while an export waits for its client, who gets the snapshot of its beginning', async (t) => {
  const { engine, lake } = await open(t);
  const commit = (from: number[], to: number[]) =>
    lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from, to } }] });
  const { added } = await commit([], [40_000]);
  const stored = added.get(VISITS.id)?.stored ?? 0;
  const name = VISITS.physicalName;
  const sql = `SELECT repeat(url, 10) FROM data.${name}`;
  const execution = startExport(engine, 'csv', sql, { types: ['varchar'], tables: [name] });
  const pieces = execution.pieces[Symbol.asyncIterator]();
  await pieces.next();
  // Enough for the write-ahead log to be moved.
  for (let round = 0; round < 5; round++) {
    await commit([40_000 + round * 20_000], [60_000 + round * 20_000]);
  }
  for (let piece = await pieces.next(); piece.done !== true; ) piece = await pieces.next();
  assert.equal((await execution.end).rowCount, stored);
  assert.deepEqual((await execution.asOf).get(VISITS.id), [40_000]);
  const now = await fileOf(engine, 'csv', `SELECT count(*) FROM data.${name}`, { tables: [name] });
  assert.ok(Number(now.bytes.toString().split('\r\n')[1]) > 3 * stored);
});

test('an export shows the position of its snapshot, and a store that closes ends it', async (t) => {
  const { engine, lake } = await open(t);
  await lake.commitRound(PROJECT, {
    ranges: [{ collection: VISITS, range: { from: [], to: [50] } }],
  });
  const name = VISITS.physicalName;
  const execution = startExport(engine, 'csv', `SELECT count(*) FROM data.${name}`, { tables: [name] });
  assert.deepEqual((await execution.asOf).get(VISITS.id), [50]);
  const long = startExport(engine, 'parquet', 'SELECT range FROM range(100000000000)');
  await long.pieces[Symbol.asyncIterator]().next();
  await lake.deleteProject(PROJECT);
  assert.equal(await codeOf(long.end), 'QUERY_CANCELLED');
});

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { CompiledQuery } from '../../../src/sql/compile/compile-query.ts';
import { duckDbType } from '../../../src/sql/functions/duckdb/duckdb-type.ts';
import { SqlTextError } from '../../../src/sql/sql-text-error.ts';
import { printSqlType } from '../../../src/sql/types/print-sql-type.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';
import { compileText } from './compile-text.ts';
import { caseQuery, isWindowed } from './expected.ts';
import type { FunctionCase } from './function-cases.ts';
import { columnsClause, literalsAsColumns, type OverColumns } from './literals-as-columns.ts';
import { fromDuckDb, type PlainValue } from './plain-value.ts';

/** What DuckDB makes of a case. */
export type Outcome =
  | {
      readonly kind: 'values';
      readonly type: string;
      readonly values: readonly PlainValue[];
      /** The type that DuckDB gives the expression, when it is not the one that the type has there. */
      readonly wrongType: string | undefined;
    }
  | { readonly kind: 'error'; readonly message: string; readonly sql: string | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

/** `columns`: literals come from a table, so that nothing is constant. */
export type Literals = 'written' | 'columns';

/** Cases that one query computes at most. A query for each takes ten times as long, or minutes on a busy machine. */
const TOGETHER = 40;

export async function openTestDuckDb(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    enable_external_access: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

/** The outcome of each case. Many are computed by one query; where that fails, each is by one of its own. */
export async function runCases(
  connection: DuckDBConnection,
  cases: readonly FunctionCase[],
  literals: Literals,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<FunctionCase, Outcome>();
  for (const batch of batches(cases)) {
    for (const [index, outcome] of (await runBatch(connection, batch, literals)).entries()) {
      outcomes.set(batch[index]!, outcome);
    }
  }
  return cases.map((each) => outcomes.get(each)!);
}

/** Cases over the same rows, whose queries have the same form. */
function batches(cases: readonly FunctionCase[]): readonly (readonly FunctionCase[])[] {
  const groups = Map.groupBy(cases, (each) => `${each.rows} ${isWindowed(each.expression)}`);
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / TOGETHER) }, (_, index) =>
      group.slice(index * TOGETHER, (index + 1) * TOGETHER),
    ),
  );
}

async function runBatch(
  connection: DuckDBConnection,
  batch: readonly FunctionCase[],
  literals: Literals,
): Promise<readonly Outcome[]> {
  try {
    return await run(connection, batch, literals);
  } catch (error) {
    const [only, ...others] = batch;
    if (others.length === 0) return [failure(error, only!, literals)];
    const outcomes: Outcome[] = [];
    for (const each of batch) outcomes.push(...(await runBatch(connection, [each], literals)));
    return outcomes;
  }
}

function failure(error: unknown, each: FunctionCase, literals: Literals): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof SqlTextError)) {
    return { kind: 'error', message, sql: compiledBatch([each], literals).sql };
  }
  if (error.code === 'SQL_NOT_SUPPORTED') return { kind: 'refused', reason: error.reason };
  return { kind: 'error', message, sql: undefined };
}

async function run(
  connection: DuckDBConnection,
  batch: readonly FunctionCase[],
  literals: Literals,
): Promise<readonly Outcome[]> {
  const { sql, types, shown } = compiledBatch(batch, literals);
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRows();
  const wanted = await engineTypes(connection, shown);
  return types.map((type, index) => {
    const values = rows.map((row) => fromDuckDb(row[index], shown[index]!));
    const found = String(reader.columnType(index));
    const wrong = type.kind !== 'unknown' && found !== wanted[index];
    return {
      kind: 'values',
      type: printSqlType(type),
      values: literals === 'columns' && batch[index]!.rows === undefined ? onlyValue(values) : values,
      wrongType: wrong ? `${found} instead of ${wanted[index]}` : undefined,
    };
  });
}

interface CompiledBatch {
  readonly sql: string;
  readonly types: readonly SqlType[];
  /** Of what is shown: of a timestamp with a zone the text, which has the zone. */
  readonly shown: readonly SqlType[];
}

function compiledBatch(batch: readonly FunctionCase[], literals: Literals): CompiledBatch {
  const over = batch.map((each) =>
    literals === 'columns' && each.rows === undefined ? literalsAsColumns(each.expression) : plain(each),
  );
  const all = over.flatMap((each) => each.literals);
  const expressions: string[] = [];
  let first = 0;
  for (const each of over) {
    expressions.push(each.expression(first));
    first += each.literals.length;
  }
  const compiled = (items: readonly string[]): CompiledQuery =>
    compileText(caseQuery(batch[0]!, items) + (all.length === 0 ? '' : columnsClause(all)));
  const before = compiled(expressions);
  const types = before.columns.map(({ type }) => type);
  const zoned = types.map((type) => type.kind === 'timestamp with time zone' && type.zone !== undefined);
  if (!zoned.includes(true)) return { sql: before.sql, types, shown: types };
  const after = compiled(
    expressions.map((sql, index) => (zoned[index] === true ? `CAST(${sql} AS varchar)` : sql)),
  );
  return { sql: after.sql, types, shown: after.columns.map(({ type }) => type) };
}

function plain({ expression }: FunctionCase): OverColumns {
  return { expression: () => expression, literals: [] };
}

/** The types' names as the engine writes them. */
async function engineTypes(
  connection: DuckDBConnection,
  types: readonly SqlType[],
): Promise<readonly string[]> {
  const nulls = types.map((type) => `CAST(NULL AS ${duckDbType(type)})`);
  const reader = await connection.runAndReadAll(`SELECT ${nulls.join(', ')}`);
  return reader.columnTypes().map(String);
}

/** All rows are the same; one stands for them. */
function onlyValue(rows: readonly PlainValue[]): readonly PlainValue[] {
  const [first, ...others] = rows;
  const odd = others.find((row) => JSON.stringify(row) !== JSON.stringify(first));
  return odd === undefined ? [first!] : rows;
}

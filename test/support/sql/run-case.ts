import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { duckDbType } from '../../../src/sql/functions/duckdb/duckdb-type.ts';
import { EngineRefusal } from '../../../src/sql/functions/engine-refusal.ts';
import { textOf } from '../../../src/sql/functions/operators/text-of.ts';
import type { TypedSql } from '../../../src/sql/functions/operators/typed-literal.ts';
import { parseQuery } from '../../../src/sql/parse/parse-query.ts';
import { parseSqlType } from '../../../src/sql/types/parse-type-pattern.ts';
import { printSqlType } from '../../../src/sql/types/print-sql-type.ts';
import { ExpressionCompiler } from './compile-expression.ts';
import { COLUMN_TYPES } from './data-sets.ts';
import { caseQuery } from './expected.ts';
import type { FunctionCase } from './function-cases.ts';
import { fromDuckDb, type PlainValue } from './plain-value.ts';

/** What DuckDB makes of a case. */
export type Outcome =
  | {
      readonly kind: 'values';
      readonly type: string;
      readonly values: readonly PlainValue[];
      readonly wrongType: string | undefined;
    }
  | { readonly kind: 'error'; readonly message: string; readonly sql: string | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

export async function openTestDuckDb(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    enable_external_access: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

export interface CompiledExpression {
  readonly compiled: TypedSql;
  /** What the columns `c0`, `c1`, … hold. */
  readonly columns: readonly string[];
}

/** An expression of the language, typed and printed for DuckDB. */
export function compileExpression(text: string, asColumns: boolean): CompiledExpression {
  const query = parseQuery(`SELECT ${text}`);
  const item = query.body.kind === 'select' ? query.body.items[0] : undefined;
  if (item?.kind !== 'select-expression') throw new Error(`"${text}" is no expression`);
  const scope = new Map(
    [...COLUMN_TYPES].map(([name, type]) => [name, { type: parseSqlType(type), sql: name }] as const),
  );
  const compiler = new ExpressionCompiler(asColumns);
  return { compiled: compiler.compile(item.expression, scope), columns: compiler.columns };
}

/** `asColumns`: literals come from a table, so that nothing is constant. */
export async function runCase(
  connection: DuckDBConnection,
  each: FunctionCase,
  asColumns: boolean,
): Promise<Outcome> {
  let sql: string | undefined;
  try {
    const { compiled, columns } = compileExpression(each.expression, asColumns && each.rows === undefined);
    sql = `${caseQuery(each, shown(compiled))}${columnsTable(columns)}`;
    const type =
      compiled.type.kind === 'timestamp with time zone' && compiled.type.zone !== undefined
        ? { kind: 'varchar' as const, length: null }
        : compiled.type;
    const reader = await connection.runAndReadAll(sql);
    const rows = reader.getRows().map((row) => fromDuckDb(row[0], type));
    const values = columns.length === 0 ? rows : onlyValue(rows);
    return {
      kind: 'values',
      type: printSqlType(compiled.type),
      values,
      wrongType: asColumns ? undefined : await wrongType(connection, each, compiled),
    };
  } catch (error) {
    if (error instanceof EngineRefusal) return { kind: 'refused', reason: error.message };
    return { kind: 'error', message: error instanceof Error ? error.message : String(error), sql };
  }
}

/** Three rows, of which DuckDB does not know that they are the same. */
function columnsTable(columns: readonly string[]): string {
  if (columns.length === 0) return '';
  const values = columns.map((sql, index) => `CASE WHEN i >= 0 THEN ${sql} END AS c${index}`);
  return ` FROM (SELECT ${values.join(', ')} FROM range(3) AS r (i)) AS literals`;
}

/** All rows are the same; one stands for them. */
function onlyValue(rows: readonly PlainValue[]): readonly PlainValue[] {
  const [first, ...others] = rows;
  const odd = others.find((row) => JSON.stringify(row) !== JSON.stringify(first));
  return odd === undefined ? [first!] : rows;
}

/** Of a timestamp with a zone the text is compared, which has the zone. */
function shown({ type, sql }: TypedSql): string {
  if (type.kind !== 'timestamp with time zone' || type.zone === undefined) return sql;
  return textOf(sql, type, new ExpressionCompiler(false));
}

/** The type that DuckDB gives the expression, when it is not the one that the type has there. */
async function wrongType(
  connection: DuckDBConnection,
  each: FunctionCase,
  { type, sql }: TypedSql,
): Promise<string | undefined> {
  if (type.kind === 'unknown') return undefined;
  const wanted = `typeof(CAST(NULL AS ${duckDbType(type)}))`;
  const from = each.rows === undefined ? '' : ` FROM (${caseQuery(each, sql)})`;
  const query =
    each.rows === undefined
      ? `SELECT typeof(${sql}), ${wanted}`
      : `SELECT any_value(typeof(v)), ${wanted}${from}`;
  const [row] = (await connection.runAndReadAll(query)).getRows();
  return row![0] === null || row![0] === row![1] ? undefined : `${row![0]} instead of ${row![1]}`;
}

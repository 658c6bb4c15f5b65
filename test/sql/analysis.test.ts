/**
 * Properties of the analysis: it gives an answer or its own error, whatever the query; an answer has everything that a
 * printer looks up; and the steps it takes are linear in the text. Method: seeded queries of two generators, one of
 * them knowing what columns must come out; texts of one kind and of two lengths. `SEED=n` runs one again.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import test from 'node:test';
import type { LogicalTable } from '../../src/sql/analysis/analysis.ts';
import { SqlAnalysisError } from '../../src/sql/analysis/analysis-error.ts';
import { AnalysisState } from '../../src/sql/analysis/analysis-state.ts';
import { analyze, analyzeInto } from '../../src/sql/analysis/analyze.ts';
import type { AnalysisEnvironment } from '../../src/sql/analysis/environment.ts';
import type { Query } from '../../src/sql/ast/query.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { printQuery } from '../../src/sql/print/presto/print-query.ts';
import { printSqlType } from '../../src/sql/types/print-sql-type.ts';
import type { SqlType } from '../../src/sql/types/sql-type.ts';
import { Dice } from '../simulation/dice.ts';
import { sqlEnvironment } from '../support/sql-environment.ts';
import { checkAnalysis } from './check-analysis.ts';
import { readCorpus } from './corpus.ts';
import { generateQuery } from './generate-query.ts';
import { generateTypedQuery } from './generate-typed-query.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 500);
const ONE = process.env['SEED'];
/** Whether there are enough seeds to expect every outcome. */
const MANY = ONE === undefined && SEEDS >= 500;

function seeds(): readonly number[] {
  return ONE === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(ONE)];
}

/** The analysis, or the error's code; any other error is thrown. */
function outcome(query: Query, text: string, environment: AnalysisEnvironment, label: string): string {
  try {
    checkAnalysis(analyze(query, text, environment), text);
    return 'accepted';
  } catch (error) {
    if (error instanceof SqlAnalysisError) {
      assert.ok(error.line >= 1 && error.column >= 1, label);
      return error.code;
    }
    throw new Error(`${label}: ${text}`, { cause: error });
  }
}

test('queries that mean something have the columns they must have', () => {
  for (const seed of seeds()) {
    const { sql, columns } = generateTypedQuery(new Dice(seed), 3);
    const query = parseQuery(sql);
    let analysis: ReturnType<typeof analyze>;
    try {
      analysis = analyze(query, sql, sqlEnvironment());
    } catch (error) {
      throw new Error(`SEED=${seed}: ${sql}`, { cause: error });
    }
    const found = analysis.columns.map(({ name, type }) => `${name} ${printSqlType(type)}`);
    const wanted = columns.map(({ name, kind }) => `${name} ${kind}`);
    assert.deepEqual(found, wanted, `SEED=${seed}: ${sql}`);
    checkAnalysis(analysis, sql);
  }
});

test('the same with a word changed end in an answer or in an error of the analysis', () => {
  const outcomes = new Map<string, number>();
  const words = [
    'url',
    'n',
    't1',
    'pageview',
    'c0',
    'w1',
    "'x'",
    '1',
    'NULL',
    'count',
    '_user',
    'TRUE',
    'lower',
  ];
  for (const seed of seeds()) {
    const dice = new Dice(seed);
    const tokens = generateTypedQuery(dice, 2).sql.split(/\b/);
    // Names and functions are in small letters, keywords in capitals.
    const names = [...tokens.keys()].filter((index) => /^[a-z_]/.test(tokens[index]!));
    for (let changes = dice.between(1, 3); changes > 0; changes--) {
      tokens[dice.pick(names)] = dice.pick(words);
    }
    const sql = tokens.join('');
    let query: Query;
    try {
      query = parseQuery(sql);
    } catch {
      continue;
    }
    const code = outcome(query, sql, sqlEnvironment(), `SEED=${seed}`);
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
  }
  if (MANY) {
    for (const code of ['accepted', 'SQL_COLUMN_NOT_FOUND', 'SQL_TABLE_NOT_FOUND', 'SQL_TYPE_MISMATCH']) {
      assert.ok((outcomes.get(code) ?? 0) > 20, `${code}: ${JSON.stringify([...outcomes])}`);
    }
  }
});

/** Every table exists and has the columns that generated trees name, of types that come with the seed. */
function anyTable(dice: Dice): AnalysisEnvironment {
  const types: readonly SqlType[] = [
    { kind: 'bigint' },
    { kind: 'varchar', length: null },
    { kind: 'boolean' },
    { kind: 'timestamp' },
    { kind: 'array', element: { kind: 'double' } },
    { kind: 'row', fields: [{ name: 'a', type: { kind: 'bigint' } }] },
  ];
  const names = ['a', 'b', 'total', 'event_type', '_time', 'x1', 'select', 'order'];
  const table: LogicalTable = {
    path: ['a'],
    columns: names.map((name) => ({ name, type: dice.pick(types), hidden: dice.chance(0.1) })),
    source: null,
  };
  return {
    findTable: () => table,
    tableNames: () => ['a'],
    defaultSchema: 'collection',
    timezone: 'UTC',
    parameters: [],
  };
}

test('any tree ends in an answer or in an error of the analysis', () => {
  const codes = new Set<string>();
  for (const seed of seeds()) {
    const dice = new Dice(seed);
    const query = generateQuery(dice, 4);
    codes.add(outcome(query, printQuery(query), anyTable(dice), `SEED=${seed}`));
  }
  if (MANY) assert.ok(codes.has('accepted') && codes.size > 6, [...codes].join());
});

test('statements of the corpus end in an answer or in an error of the analysis', () => {
  let count = 0;
  for (const { takenBy, sql } of readCorpus()) {
    let query: Query;
    try {
      query = parseQuery(sql);
    } catch {
      assert.notEqual(takenBy, 'both', sql);
      continue;
    }
    outcome(query, sql, anyTable(new Dice(1)), 'corpus');
    outcome(query, sql, sqlEnvironment(), 'corpus');
    count++;
  }
  assert.ok(count > 400);
});

function repeated(count: number, item: (index: number) => string, separator: string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(separator);
}

/** Texts whose length is linear in `n`. */
const SHAPES: Readonly<Record<string, (n: number) => string>> = {
  'IN list': (n) => `SELECT 1 FROM pageview WHERE n IN (${repeated(n, String, ', ')})`,
  OR: (n) => `SELECT 1 FROM pageview WHERE ${repeated(n, (i) => `n = ${i}`, ' OR ')}`,
  sum: (n) => `SELECT ${repeated(n, () => 'n', ' + ')} FROM pageview`,
  NOT: (n) => `SELECT ${'NOT '.repeat(n)} ok FROM pageview`,
  union: (n) => repeated(n, () => 'SELECT n FROM signup', ' UNION ALL '),
  'derived tables': (n) => `${'SELECT x FROM ('.repeat(n / 6)}SELECT 1 AS x${')'.repeat(n / 6)}`,
  'scalar subqueries': (n) => `${'SELECT ('.repeat(n / 8)}SELECT 1${')'.repeat(n / 8)}`,
  calls: (n) => `SELECT ${'abs('.repeat(n / 4)}n${')'.repeat(n / 4)} FROM pageview`,
  lambdas: (n) =>
    `SELECT ${'cardinality(transform(ARRAY[1], x -> '.repeat(n / 8)}x${'))'.repeat(n / 8)} FROM pageview`,
  CASE: (n) => `SELECT CASE ${repeated(n, (i) => `WHEN n = ${i} THEN ${i}`, ' ')} END FROM pageview`,
  values: (n) => `VALUES ${repeated(n, (i) => `(${i}, 'x')`, ', ')}`,
  with: (n) =>
    `WITH w0 AS (SELECT 1 AS x), ${repeated(n, (i) => `w${i + 1} AS (SELECT x FROM w${i})`, ', ')} SELECT x FROM w${n}`,
  'grouped items': (n) =>
    `SELECT ${repeated(n, (i) => `n + ${i}`, ', ')} FROM pageview GROUP BY ${repeated(n, (i) => `n + ${i}`, ', ')}`,
  windows: (n) =>
    `SELECT 1 FROM pageview WINDOW w0 AS (ORDER BY n), ${repeated(n, (i) => `w${i + 1} AS (w${i})`, ', ')}`,
};

function stepsOf(sql: string): number {
  const state = new AnalysisState(sql, sqlEnvironment());
  analyzeInto(state, parseQuery(sql));
  return state.steps;
}

for (const [name, shape] of Object.entries(SHAPES)) {
  test(`${name}: a text twice as long takes about twice the steps, and no deep stack`, () => {
    const [one, two] = [stepsOf(shape(400)), stepsOf(shape(800))];
    assert.ok(two <= 2.1 * one, `${one} → ${two}`);
  });
}

/** As deep as the parser lets a tree be. */
const DEEPEST: Readonly<Record<string, string>> = {
  NOT: `SELECT ${'NOT '.repeat(990)} ok FROM pageview`,
  sum: `SELECT ${repeated(990, () => 'n', ' + ')} FROM pageview`,
  'sum in GROUP BY': `SELECT ${repeated(990, () => 'n', ' + ')} FROM pageview GROUP BY n`,
  joins: `SELECT 1 FROM continuous.daily t0 ${repeated(600, (i) => `CROSS JOIN continuous.daily t${i + 1}`, ' ')}`,
  union: repeated(990, () => 'SELECT n FROM signup', ' UNION ALL '),
  'derived tables': `${'SELECT x FROM ('.repeat(240)}SELECT 1 AS x${')'.repeat(240)}`,
  'scalar subqueries': `${'SELECT ('.repeat(190)}SELECT n${')'.repeat(190)} FROM pageview`,
  'with in with': `${'WITH a AS ('.repeat(240)}SELECT 1 AS x${') SELECT x FROM a'.repeat(240)}`,
  calls: `SELECT ${'abs('.repeat(299)}n${')'.repeat(299)} FROM pageview`,
  lambdas: `SELECT ${'cardinality(transform(ARRAY[1], x -> '.repeat(98)}x${'))'.repeat(98)}`,
  casts: `SELECT ${'CAST('.repeat(299)}n${' AS bigint)'.repeat(299)} FROM pageview`,
  types: `SELECT CAST(NULL AS ${'array('.repeat(290)}bigint${')'.repeat(290)})`,
  rows: `SELECT ${'ROW('.repeat(299)}n${')'.repeat(299)} FROM pageview`,
};

for (const [name, sql] of Object.entries(DEEPEST)) {
  test(`the deepest ${name} do not exhaust the stack`, () => {
    assert.equal(outcome(parseQuery(sql), sql, sqlEnvironment(), name), 'accepted');
  });
}

/** Short texts that stand for very much. */
const BOMBS: Readonly<Record<string, string>> = {
  'columns that double': `WITH w0 AS (SELECT * FROM pageview)${repeated(20, (i) => `, w${i + 1} AS (SELECT x.*, y.* FROM w${i} x, w${i} y)`, '')} SELECT * FROM w20`,
  'reads that double': `WITH w0 AS (SELECT n FROM pageview)${repeated(30, (i) => `, w${i + 1} AS (SELECT x.n FROM w${i} x, w${i} y)`, '')} SELECT * FROM w30`,
  'rows that double': `WITH w0 AS (SELECT 1 AS v)${repeated(40, (i) => `, w${i + 1} AS (SELECT ROW(v, v) AS v FROM w${i})`, '')} SELECT * FROM w40`,
  'lambdas typed again and again': `SELECT ${'reduce(ARRAY[1], 0, (s, x) -> s + '.repeat(60)}1.5e0${', s -> s)'.repeat(60)}`,
  'a cube of thirty': `SELECT 1 FROM pageview GROUP BY CUBE (${repeated(30, () => 'n', ', ')})`,
  'sets times sets': `SELECT 1 FROM pageview GROUP BY ${repeated(30, () => 'ROLLUP (n, url)', ', ')}`,
  'joins of wide tables': `SELECT 1 FROM pageview t0 ${repeated(900, (i) => `JOIN pageview t${i + 1} ON TRUE`, ' ')}`,
};

for (const [name, sql] of Object.entries(BOMBS)) {
  test(`${name}: refused as too complex`, () => {
    assert.equal(outcome(parseQuery(sql), sql, sqlEnvironment(), name), 'SQL_TOO_COMPLEX');
  });
}

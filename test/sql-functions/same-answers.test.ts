/**
 * Every function and operator of the language answers on DuckDB as PrestoDB does. Goal: one language, two engines.
 * Method: examples of the table and the lines of `cases/` are typed, printed for DuckDB and run there, and compared with
 * what a real PrestoDB said (`expected.json`, written by `npm run sql-expected`). Once more with the literals as columns
 * of a table, since DuckDB computes what is constant when it plans, in other code. Errors must meet errors.
 */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { DuckDBConnection } from '@duckdb/node-api';
import { FUNCTIONS } from '../../src/sql/functions/catalogue.ts';
import { OPERATORS } from '../../src/sql/functions/operators/operators.ts';
import { caseKey, type Expected, readExpected } from '../support/sql/expected.ts';
import { type FunctionCase, functionCases } from '../support/sql/function-cases.ts';
import { openTestDuckDb, runCase } from '../support/sql/run-case.ts';
import { sameAnswer } from '../support/sql/same-answer.ts';
import { DIFFERENCES } from './differences.ts';

let connection: DuckDBConnection;
const cases = functionCases();
const expected = readExpected();

before(async () => {
  connection = await openTestDuckDb();
});
after(() => connection.closeSync());

const refusedExamples = new Set(
  FUNCTIONS.filter(({ duckdb }) => duckdb.form === 'refused').map(({ example }) => example),
);

/** What is wrong with the answer; `undefined` when it is the expected one. */
async function problem(each: FunctionCase, asColumns: boolean): Promise<string | undefined> {
  const wanted: Expected | undefined = expected.get(caseKey(each));
  if (wanted === undefined) return 'PrestoDB has not been asked: run npm run sql-expected';
  return sameAnswer(wanted, await runCase(connection, each, asColumns));
}

async function problems(asColumns: boolean): Promise<readonly string[]> {
  const found: string[] = [];
  for (const each of cases) {
    if (caseKey(each) in DIFFERENCES || refusedExamples.has(each.expression)) continue;
    const wrong = await problem(each, asColumns);
    if (wrong !== undefined) found.push(`${caseKey(each)}: ${wrong}`);
  }
  return found;
}

test('expressions answer as on PrestoDB', async () => {
  assert.ok(cases.length > 1500, `only ${cases.length} cases`);
  assert.deepEqual(await problems(false), []);
});

test('expressions over columns answer as on PrestoDB', async () => {
  assert.deepEqual(await problems(true), []);
});

test('known differences differ, and refused functions are refused', async () => {
  const keys = new Set(cases.map(caseKey));
  const same: string[] = Object.keys(DIFFERENCES).filter((key) => !keys.has(key));
  for (const each of cases) {
    if (caseKey(each) in DIFFERENCES && (await problem(each, false)) === undefined) same.push(caseKey(each));
    if (!refusedExamples.has(each.expression)) continue;
    if ((await runCase(connection, each, false)).kind !== 'refused') same.push(caseKey(each));
  }
  assert.deepEqual(same, []);
});

test('every function and operator has a case', () => {
  const texts = cases.map(({ expression }) => expression);
  const missing = FUNCTIONS.filter(({ deterministic, duckdb }) => deterministic && duckdb.form !== 'refused')
    .filter(({ name }) => !texts.some((text) => new RegExp(`\\b${name}\\(`, 'i').test(text)))
    .map(({ name }) => name);
  assert.deepEqual(missing, []);
  assert.ok(OPERATORS.every(({ example }) => texts.includes(example)));
});

/**
 * Every function and operator of the language answers on DuckDB as PrestoDB does. Goal: one language, two engines.
 * Method: examples of the table and the lines of `cases/` are compiled as queries are, many in one SELECT, run on DuckDB
 * and compared with what a real PrestoDB said (`expected.json`, written by `npm run sql-expected`). Once more with the
 * literals as columns of a table, since DuckDB computes what is constant when it plans, in other code. Errors must meet
 * errors.
 */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { DuckDBConnection } from '@duckdb/node-api';
import { FUNCTIONS } from '../../src/sql/functions/catalogue.ts';
import { OPERATORS } from '../../src/sql/functions/operators/operators.ts';
import { caseKey, type Expected, readExpected } from '../support/sql/expected.ts';
import { type FunctionCase, functionCases } from '../support/sql/function-cases.ts';
import { literalsAsColumns } from '../support/sql/literals-as-columns.ts';
import { type Literals, openTestDuckDb, runCases } from '../support/sql/run-cases.ts';
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

const wantedOf = (each: FunctionCase): Expected => expected.get(caseKey(each))!;

/** What is wrong with the answers, by the key of the case. */
async function problems(
  asked: readonly FunctionCase[],
  literals: Literals,
): Promise<ReadonlyMap<string, string>> {
  // What must fail is asked by itself.
  const failing = asked.filter((each) => 'error' in wantedOf(each));
  const others = asked.filter((each) => !failing.includes(each));
  const outcomes = [...(await runCases(connection, others, literals))];
  for (const each of failing) outcomes.push(...(await runCases(connection, [each], literals)));
  const found = new Map<string, string>();
  for (const [index, each] of [...others, ...failing].entries()) {
    const wrong = sameAnswer(wantedOf(each), outcomes[index]!);
    if (wrong !== undefined) found.set(caseKey(each), wrong);
  }
  return found;
}

const differs = (each: FunctionCase) => caseKey(each) in DIFFERENCES;
const isRefused = ({ expression }: FunctionCase) => refusedExamples.has(expression);
const answered = cases.filter((each) => !differs(each) && !isRefused(each));

test('PrestoDB has been asked about every case', () => {
  const unasked = cases.filter((each) => !expected.has(caseKey(each))).map(caseKey);
  assert.deepEqual(unasked, [], 'run npm run sql-expected');
});

test('expressions answer as on PrestoDB', async () => {
  assert.ok(answered.length > 1500, `only ${answered.length} cases`);
  assert.deepEqual(await problems(answered, 'written'), new Map());
});

test('expressions over columns answer as on PrestoDB', async () => {
  assert.deepEqual(await problems(answered, 'columns'), new Map());
});

test('known differences differ, and refused functions are refused', async () => {
  const keys = new Set(cases.map(caseKey));
  const unknown = Object.keys(DIFFERENCES).filter((key) => !keys.has(key));
  const found = await problems(cases.filter(differs), 'written');
  const same = cases.filter((each) => differs(each) && !found.has(caseKey(each))).map(caseKey);
  const refusedCases = cases.filter(isRefused);
  const outcomes = await runCases(connection, refusedCases, 'written');
  const allowed = refusedCases.filter((_, index) => outcomes[index]!.kind !== 'refused').map(caseKey);
  assert.deepEqual([...unknown, ...same, ...allowed], []);
});

test('most literals can be columns', () => {
  const scalars = answered.filter((each) => each.rows === undefined && 'values' in wantedOf(each));
  const counts = scalars.map(({ expression }) => literalsAsColumns(expression).literals.length);
  const some = counts.filter((count) => count > 0).length;
  assert.ok(some > 0.9 * counts.length, `${some} of ${counts.length} have columns`);
});

test('every function and operator has a case', () => {
  const texts = cases.map(({ expression }) => expression);
  const missing = FUNCTIONS.filter(({ deterministic, duckdb }) => deterministic && duckdb.form !== 'refused')
    .filter(({ name }) => !texts.some((text) => new RegExp(`\\b${name}\\(`, 'i').test(text)))
    .map(({ name }) => name);
  assert.deepEqual(missing, []);
  assert.ok(OPERATORS.every(({ example }) => texts.includes(example)));
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../server-process.ts';
import { fromClause } from './data-sets.ts';
import { caseKey, type FunctionCase } from './function-cases.ts';
import type { PlainValue } from './plain-value.ts';

/** What PrestoDB said, a value for each row, or the name of its error. */
export type Expected =
  | { readonly type: string; readonly values: readonly PlainValue[] }
  | { readonly error: string };

export const EXPECTED_FILE = path.join(ROOT, 'test/sql-functions/expected.json');

export function readExpected(): ReadonlyMap<string, Expected> {
  if (!existsSync(EXPECTED_FILE)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(EXPECTED_FILE, 'utf8')) as Record<string, Expected>));
}

/** The query that computes a case; `sql` is its expression as the engine writes it. */
export function caseQuery(each: FunctionCase, sql: string): string {
  if (each.rows === undefined) return `SELECT ${sql} AS v`;
  // Rows of window functions are compared in the order of the key.
  const windowed = /\bOVER\b/i.test(each.expression);
  const body = `SELECT ${sql} AS v FROM ${fromClause(each.rows)}`;
  return windowed
    ? `SELECT v FROM (SELECT ${sql} AS v, key AS k FROM ${fromClause(each.rows)}) AS w ORDER BY k`
    : body;
}

export { caseKey };

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

/** Rows of window functions are compared in the order of the key. */
export function isWindowed(expression: string): boolean {
  return /\bOVER\b/i.test(expression);
}

/** The query that computes cases over the same rows, a column for each of `items`, as the engine writes them. */
export function caseQuery(
  { rows, expression }: Pick<FunctionCase, 'rows' | 'expression'>,
  items: readonly string[],
): string {
  const columns = items.map((sql, index) => `${sql} AS v${index}`).join(', ');
  if (rows === undefined) return `SELECT ${columns}`;
  if (!isWindowed(expression)) return `SELECT ${columns} FROM ${fromClause(rows)}`;
  const names = items.map((_, index) => `v${index}`).join(', ');
  return `SELECT ${names} FROM (SELECT ${columns}, key AS k FROM ${fromClause(rows)}) AS w ORDER BY k`;
}

export { caseKey };

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../server-process.ts';

/** A whole query over the project of `project-data.ts`. */
export interface QueryCase {
  readonly sql: string;
  /** One line each; undefined: it fails on every engine. */
  readonly rows: readonly string[] | undefined;
  /** Whether the rows have an order. */
  readonly sorted: boolean;
}

/** The cases of `test/sql-duckdb/queries.txt`, which says how they are written. */
export function queryCases(): readonly QueryCase[] {
  const text = readFileSync(path.join(ROOT, 'test/sql-duckdb/queries.txt'), 'utf8');
  const blocks = text.split(/\n\n+/).filter((block) => !block.startsWith('#') && block.trim() !== '');
  return blocks.map((block) => {
    const lines = block.trim().split('\n');
    const first = lines.findIndex((line) => line.startsWith('=> '));
    assert.ok(first > 0, `this has no rows: ${block}`);
    const sql = lines.slice(0, first).join('\n');
    const rows = lines.slice(first).map((line) => line.slice(3));
    return { sql, rows: rowsOf(rows), sorted: /\bORDER BY\b[^)]*$/i.test(sql) };
  });
}

function rowsOf(lines: readonly string[]): readonly string[] | undefined {
  if (lines[0] === '(error)') return undefined;
  return lines[0] === '(none)' ? [] : lines;
}

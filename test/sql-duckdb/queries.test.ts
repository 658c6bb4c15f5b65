/**
 * Whole queries, compiled and run: the rows are those expected, and the engine reads the tables that were authorised and
 * no others. The queries are in `queries.txt`, which says where the expected rows come from.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { DuckDbProject } from '../support/sql/duckdb-project.ts';

interface Case {
  readonly sql: string;
  readonly rows: readonly string[];
}

function readCases(): readonly Case[] {
  const text = readFileSync(new URL('queries.txt', import.meta.url), 'utf8');
  const blocks = text.split(/\n\n+/).filter((block) => !block.startsWith('#') && block.trim() !== '');
  return blocks.map((block) => {
    const lines = block.trim().split('\n');
    const first = lines.findIndex((line) => line.startsWith('=> '));
    assert.ok(first > 0, `this has no rows: ${block}`);
    const rows = lines.slice(first).map((line) => line.slice(3));
    return { sql: lines.slice(0, first).join('\n'), rows: rows[0] === '(none)' ? [] : rows };
  });
}

let project: DuckDbProject;
before(async () => {
  project = await DuckDbProject.open();
});
after(() => project.close());

const CASES = readCases();

test('there are queries', () => {
  assert.ok(CASES.length > 150, String(CASES.length));
});

for (const { sql, rows } of CASES) {
  test(sql, async () => {
    const compiled = project.compile(sql);
    const found = await project.lines(compiled.sql);
    const inOrder = (lines: readonly string[]) =>
      /\bORDER BY\b[^)]*$/i.test(sql) ? lines : [...lines].sort();
    assert.deepEqual(inOrder(found), inOrder(rows));
    assert.deepEqual(project.tableNames(compiled.sql), compiled.physicalTables);
  });
}

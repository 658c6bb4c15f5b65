/**
 * Whole queries, compiled and run: the rows are those expected, and the engine reads the tables that were authorised and
 * no others. The queries are in `queries.txt`, which says where the expected rows come from.
 */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { DuckDbProject } from '../support/sql/duckdb-project.ts';
import { queryCases } from '../support/sql/query-cases.ts';

let project: DuckDbProject;
before(async () => {
  project = await DuckDbProject.open();
});
after(() => project.close());

const CASES = queryCases();

test('there are queries', () => {
  assert.ok(CASES.length > 300, String(CASES.length));
});

for (const { sql, rows, sorted } of CASES) {
  test(sql, async () => {
    const compiled = project.compile(sql);
    assert.deepEqual(project.tableNames(compiled.sql), compiled.physicalTables);
    if (rows === undefined) {
      await assert.rejects(
        project.lines(compiled.sql),
        /^Error: (Conversion|Out of Range|Invalid Input) Error/,
      );
      return;
    }
    const found = await project.lines(compiled.sql);
    const inOrder = (lines: readonly string[]) => (sorted ? lines : [...lines].sort());
    assert.deepEqual(inOrder(found), inOrder(rows));
  });
}

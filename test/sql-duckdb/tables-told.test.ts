/**
 * DuckDB tells which tables a text reads, whatever function stands in it: what it does not tell is not run. Method: the
 * example of every function, beside a table.
 */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { FUNCTIONS } from '../../src/sql/functions/catalogue.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { COLUMN_TYPES } from '../support/sql/data-sets.ts';
import { DuckDbProject } from '../support/sql/duckdb-project.ts';

let project: DuckDbProject;
before(async () => {
  project = await DuckDbProject.open();
});
after(() => project.close());

test('the tables beside every function are told', () => {
  const columns = [...COLUMN_TYPES].map(([name, type]) => `CAST(NULL AS ${type}) AS ${name}`).join(', ');
  const from = `FROM (SELECT ${columns} FROM pageview) AS t`;
  const untold: string[] = [];
  let told = 0;
  for (const { name, kind, example } of FUNCTIONS) {
    try {
      const compiled = project.compile(`SELECT ${example} ${from}`);
      if (project.tableNames(compiled.sql).join() === 't_pageview') told++;
      else untold.push(`${kind} ${name}`);
    } catch (error) {
      if (!(error instanceof SqlTextError)) throw error;
    }
  }
  assert.deepEqual(untold, []);
  assert.ok(told > 200, String(told));
});

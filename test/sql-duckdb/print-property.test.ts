/**
 * Whatever passes the analysis is printed as text that DuckDB can plan, reading the tables that were authorised and no
 * others, or is refused with a reason and a place. Method: seeded queries of three kinds: generated trees, generated
 * queries that mean something, and the corpus. `SEED=n` runs one again.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import test, { after, before } from 'node:test';
import { MillraceError } from '../../src/platform/errors.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { Dice } from '../simulation/dice.ts';
import { generateTypedQuery } from '../sql/generate-typed-query.ts';
import { DuckDbProject } from '../support/sql/duckdb-project.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 300);
const ONE = process.env['SEED'];

let project: DuckDbProject;
before(async () => {
  project = await DuckDbProject.open();
});
after(() => project.close());

/** What is wrong is only found with values: not the printer's fault. */
const BY_VALUES = /^(Conversion|Out of Range|Invalid Input) Error/;

test('generated queries are planned by DuckDB, or refused', async () => {
  const seeds = ONE === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(ONE)];
  let planned = 0;
  for (const seed of seeds) {
    const text = generateTypedQuery(new Dice(seed), 3).sql;
    let sql = '';
    try {
      const compiled = project.compile(text);
      sql = compiled.sql;
      await project.prepare(sql);
      assert.deepEqual(project.tableNames(sql), compiled.physicalTables);
      planned++;
    } catch (error) {
      if (error instanceof SqlTextError || (error instanceof Error && BY_VALUES.test(error.message)))
        continue;
      assert.ok(!(error instanceof MillraceError));
      throw new Error(`SEED=${seed}: ${text}\n${sql}`, { cause: error });
    }
  }
  if (ONE === undefined) assert.ok(planned > seeds.length * 0.9, `${planned} of ${seeds.length}`);
});

/**
 * What one project's queries can reach. Goal: nothing but that project's own collections, whatever is written. Method:
 * each text of the tables in `cases/` is compiled as one of two projects; what is compiled runs on an instance that holds
 * the other project's tables and much else that must not be seen, all of it marked as a canary; what the engine says it
 * reads must be what was authorised.
 */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { CANARY, TwoProjects } from '../support/sql/two-projects.ts';
import { EARLIER } from './cases/earlier.ts';
import { FILES } from './cases/files.ts';
import { FUNCTIONS } from './cases/functions.ts';
import { HIDDEN } from './cases/hidden.ts';
import { LEXICAL } from './cases/lexical.ts';
import { SCOPING } from './cases/scoping.ts';
import { SYNTAX } from './cases/syntax.ts';
import { TABLES } from './cases/tables.ts';
import { outcomeOf } from './outcome.ts';

const THEMES = { EARLIER, FILES, FUNCTIONS, HIDDEN, LEXICAL, SCOPING, SYNTAX, TABLES };

let projects: TwoProjects;
before(async () => {
  projects = await TwoProjects.open();
});
after(() => projects.close());

for (const [theme, cases] of Object.entries(THEMES)) {
  test(`${theme.toLowerCase()}: ${cases.length} texts`, async () => {
    for (const [text, expected] of cases) {
      const outcome = await outcomeOf(projects, text);
      assert.equal(outcome, expected, text);
      // A text may bring the word itself; nothing else may.
      if (!CANARY.test(text)) assert.doesNotMatch(outcome, CANARY, text);
    }
  });
}

test('the canaries are there: the tables hold what the texts look for', async () => {
  for (const table of ['main.canary', 'main.pageview', 'data.pageview', 'data.t_canary_orders']) {
    assert.match(JSON.stringify(await projects.rows(`SELECT * FROM ${table}`)), CANARY, table);
  }
  assert.match(JSON.stringify(await projects.rows('SELECT * FROM data.t_pageview')), CANARY);
});

test('the instance is locked as on the server, for texts that would get past the compiler', async () => {
  for (const sql of [
    "SELECT * FROM read_text('canary.csv')",
    'SELECT * FROM "canary.csv"',
    "ATTACH 'canary.duckdb' AS other",
    'SET enable_external_access = true',
    "COPY (SELECT 1) TO 'x.csv'",
  ]) {
    await assert.rejects(projects.rows(sql), /disabled|locked|not exist/i, sql);
  }
});

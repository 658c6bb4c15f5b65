/**
 * What the analysis did not find is never printed. Method: queries are analysed, then each of the tables that the
 * analysis leaves beside the tree is emptied, as if that part of it had been forgotten: printing must end in an error,
 * or in the same text where the table was not needed; never in another text.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Analysis } from '../../src/sql/analysis/analysis.ts';
import { analyze } from '../../src/sql/analysis/analyze.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { singleTables } from '../../src/sql/print/duckdb/physical-tables.ts';
import { printDuckDbQuery } from '../../src/sql/print/duckdb/print-duckdb-query.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { collectionTable } from '../../src/sql/tables/collection-table.ts';
import { projectEnvironment } from '../../src/sql/tables/project-environment.ts';
import { Dice } from '../simulation/dice.ts';
import { generateTypedQuery } from '../sql/generate-typed-query.ts';
import { COLLECTIONS, DAILY, PEOPLE } from '../support/sql/project-data.ts';

const TABLES = [
  'types',
  'columnsByName',
  'rowFields',
  'calls',
  'operations',
  'windows',
  'tables',
  'commonTables',
  'relations',
  'joins',
  'bodies',
  'selects',
] as const satisfies readonly (keyof Analysis)[];

const BY_HAND = [
  'SELECT r.a FROM (SELECT CAST(ROW(n) AS row(a bigint)) AS r FROM pageview)',
  'SELECT sum(n) OVER (PARTITION BY url) FROM pageview',
  'SELECT * FROM pageview p JOIN purchase q USING (n)',
  'WITH a AS (SELECT * FROM pageview) TABLE a',
  'TABLE purchase',
  'VALUES 1, 2e0',
  'SELECT n + 1 FROM pageview GROUP BY n + 1 HAVING count(*) > 0 ORDER BY 1',
  'SELECT transform(tags, x -> lower(x)) FROM pageview',
];

const environment = projectEnvironment({
  collections: COLLECTIONS,
  users: { ...collectionTable(PEOPLE), path: ['users'] },
  continuous: new Map([['daily', { ...collectionTable(DAILY), path: ['continuous', 'daily'] }]]),
});

function print(analysis: Analysis, text: string): string {
  return printDuckDbQuery(analysis, text, { tables: singleTables(), timezone: 'UTC', parameters: [] }).sql;
}

for (const table of TABLES) {
  test(`nothing is printed that is not in "${table}"`, () => {
    const texts = [
      ...BY_HAND,
      ...Array.from({ length: 60 }, (_, seed) => generateTypedQuery(new Dice(seed), 3).sql),
    ];
    let failed = 0;
    for (const text of texts) {
      let analysis: Analysis;
      let whole: string;
      try {
        analysis = analyze(parseQuery(text), text, environment);
        whole = print(analysis, text);
      } catch (error) {
        if (error instanceof SqlTextError) continue;
        throw error;
      }
      let forgetful: string | undefined;
      try {
        forgetful = print({ ...analysis, [table]: new Map() }, text);
      } catch {
        failed++;
      }
      if (forgetful !== undefined) assert.equal(forgetful, whole, text);
    }
    assert.ok(failed > 0, 'no text needs it');
  });
}

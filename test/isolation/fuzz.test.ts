/**
 * Texts by the thousand, as one of two projects. Goal: nothing of the other project, and no hidden column that was not
 * named, ever comes back: not in rows, not in names of columns, not in messages; and the engine reads nothing that was
 * not authorised. Method: generated queries, mutations of them, and the attacks of `cases/` spliced with them; values of
 * the other project are words that no text holds. With faults planted in the compiler, the same search finds them.
 *
 * `SEED=n` tries that one text; `FUZZ_MS=600000` searches for ten minutes from a new seed.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import test, { after, before } from 'node:test';
import { type CompiledQuery, compileQuery } from '../../src/sql/compile/compile-query.ts';
import { singleTables } from '../../src/sql/print/duckdb/physical-tables.ts';
import { collectionTable } from '../../src/sql/tables/collection-table.ts';
import type { ProjectTables } from '../../src/sql/tables/project-environment.ts';
import { DAILY, EMPTY, PAGEVIEW, PURCHASE } from '../support/sql/project-data.ts';
import { THEIRS, TwoProjects } from '../support/sql/two-projects.ts';
import { type FuzzCounts, fuzz } from './fuzz.ts';

const BUDGET_MS = Number(process.env['FUZZ_MS'] ?? 12_000);
const ONE = process.env['SEED'];
const FIRST = process.env['FUZZ_MS'] === undefined ? 1 : Date.now() % 1_000_000_000;

let projects: TwoProjects;
before(async () => {
  projects = await TwoProjects.open();
});
after(() => projects.close());

function* seeds(budgetMs: number): Generator<number> {
  if (ONE !== undefined) {
    yield Number(ONE);
    return;
  }
  const end = performance.now() + budgetMs;
  for (let seed = FIRST; performance.now() < end; seed++) yield seed;
}

const none = (): FuzzCounts => ({ tried: 0, compiled: 0, answered: 0, engineFaults: 0 });

test('nothing of the other project comes back', async (context) => {
  const counts = none();
  const found = await fuzz(projects, { seeds: seeds(BUDGET_MS), counts });
  assert.equal(found, undefined, `SEED=${found?.seed}: ${found?.what}\n${found?.text}`);
  context.diagnostic(`seeds from ${FIRST}: ${JSON.stringify(counts)}`);
  if (ONE !== undefined) return;
  assert.ok(
    counts.tried > 200 && counts.compiled > counts.tried / 5 && counts.answered > counts.compiled / 2,
  );
});

const compileAs = (project: ProjectTables) => (text: string) =>
  compileQuery({
    text,
    project,
    tables: singleTables(new Set([EMPTY.id])),
    rows: { maxRows: 10_000, limit: 1000 },
  });

/** Each a compiler with something wrong, and what is found. */
const FAULTS: readonly (readonly [name: string, compile: (text: string) => CompiledQuery, found: RegExp])[] =
  [
    [
      "the other project's tables can be named",
      (text) =>
        compileAs({ ...projects.project, collections: [...projects.project.collections, ...THEIRS] })(text),
      /of the other project|not its own/,
    ],
    [
      'the name of a collection leads to a table of another',
      (text) =>
        projects.compile(text, {
          tables: {
            segmentsOf: ({ id, physicalName }) =>
              id === EMPTY.id ? [] : [{ table: id === PURCHASE.id ? 't_canary_users' : physicalName }],
          },
        }),
      /of the other project|not its own/,
    ],
    [
      'a table that is printed is not told of',
      (text) => {
        const compiled = projects.compile(text);
        return {
          ...compiled,
          physicalTables: compiled.physicalTables.filter((name) => name !== PAGEVIEW.physicalName),
        };
      },
      /reads t_pageview, which was not authorised/,
    ],
    [
      'unknown functions are passed through to the engine',
      (text) => passedThrough(text, 'SQL_FUNCTION_NOT_FOUND'),
      /not authorised|of the other project|not its own|the engine says/,
    ],
    [
      'unknown tables are passed through to the engine',
      (text) => passedThrough(text, 'SQL_TABLE_NOT_FOUND'),
      /not authorised|of the other project|not its own|the engine says/,
    ],
    [
      'hidden columns are shown by *',
      (text) => {
        const shown = [PAGEVIEW, PURCHASE, DAILY].map((collection) => {
          const table = collectionTable(collection);
          return [
            collection.name,
            { ...table, columns: table.columns.map((column) => ({ ...column, hidden: false })) },
          ] as const;
        });
        const project = { ...projects.project, continuous: new Map(shown) };
        return projects.compile(text, { project, defaultSchema: 'continuous' });
      },
      /hidden column/,
    ],
    [
      'columns of the engine are shown under the names that it gives them',
      (text) => {
        const compiled = projects.compile(text);
        const { sql, physicalTables } = compiled;
        return physicalTables.includes('t_pageview') && /\*/.test(text)
          ? { ...compiled, sql: 'SELECT * FROM data.t_pageview LIMIT 10' }
          : { ...compiled, sql };
      },
      /of the other project|hidden column/,
    ],
  ];

function passedThrough(text: string, code: string): CompiledQuery {
  try {
    return projects.compile(text);
  } catch (error) {
    if ((error as { code?: string }).code !== code) throw error;
    return { sql: text, columns: [], physicalTables: ['t_pageview', 't_purchase'], logicalTables: [] };
  }
}

for (const [name, compile, expected] of FAULTS) {
  test(`the search finds a planted fault: ${name}`, { skip: ONE !== undefined }, async (context) => {
    const counts = none();
    const found = await fuzz(projects, {
      seeds: Array.from({ length: 2000 }, (_, index) => index + 1),
      counts,
      compile,
    });
    assert.match(found?.what ?? 'nothing found', expected);
    context.diagnostic(`after ${counts.tried} texts: ${found?.text.slice(0, 120)}`);
  });
}

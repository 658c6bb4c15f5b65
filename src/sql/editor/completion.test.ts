import assert from 'node:assert/strict';
import test from 'node:test';
import { COLLECTIONS, collectionOf } from '../../../test/support/sql/project-data.ts';
import { compileQuery } from '../compile/compile-query.ts';
import { singleTables } from '../print/duckdb/physical-tables.ts';
import { completion } from './completion.ts';

const ODD = collectionOf(9, 'größe "x".y', { 'a b': 'LONG', select: 'STRING' });
const PROJECT = { collections: [...COLLECTIONS, ODD] };

test('whatever is offered can be written so', () => {
  const { tables } = completion(PROJECT);
  assert.ok(tables.length > 5);
  for (const { text, columns } of tables) {
    const names = (columns ?? []).map((column) => column.text);
    assert.ok(names.length > 0, text);
    const compiled = compileQuery({
      text: `SELECT ${names.join(', ')} FROM ${text}`,
      project: PROJECT,
      tables: singleTables(),
      rows: { maxRows: 10 },
    });
    assert.equal(compiled.columns.length, names.length);
  }
});

test('columns with types, hidden ones told so', () => {
  const [table] = completion(PROJECT, 'pageview').tables;
  const columns = table?.columns ?? [];
  assert.deepEqual(
    columns.find(({ text }) => text === 'marks'),
    { text: 'marks', type: 'map(varchar, double)', hidden: false },
  );
  assert.equal(columns.find(({ text }) => text === '_offset')?.hidden, true);
});

test('keywords and functions, each once, none that this engine refuses', () => {
  const { keywords, functions } = completion(PROJECT);
  assert.equal(new Set(keywords).size, keywords.length);
  for (const word of ['SELECT', 'UNNEST', 'OVER', 'TABLESAMPLE']) assert.ok(keywords.includes(word), word);
  const names = functions.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)].sort());
  assert.ok(names.length > 200 && names.includes('date_trunc'));
});

test('a project with very many columns tells those of a table that is asked for', () => {
  const fields = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`f${at}`, 'LONG'] as const));
  const collections = Array.from({ length: 20 }, (_, at) => collectionOf(at + 1, `c${at}`, fields));
  const all = completion({ collections });
  assert.ok(all.tables.some(({ columns }) => columns === null));
  const told = all.tables.reduce((sum, { columns }) => sum + (columns?.length ?? 0), 0);
  assert.ok(told > 5000 && told <= 10_000, String(told));
  const last = completion({ collections }, 'c19').tables;
  assert.ok(last.length === 1 && (last[0]?.columns?.length ?? 0) > 900);
  assert.deepEqual(completion({ collections }, 'c20').tables, []);
});

/**
 * Names that a client with a write key chooses, of collections and fields. Goal: none of them means anything but itself
 * to the engine, and none reaches another table or a hidden column. Method: a collection for each name, with a field of
 * the same name; they are read in every way that prints a name, beside the other project's tables.
 */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { physicalNameOf } from '../../src/catalog/physical-name.ts';
import type { Collection } from '../../src/model/collection.ts';
import { RESERVED_COLUMNS } from '../../src/model/envelope.ts';
import { collectionNameOf, collectionNameProblem, fieldNameOf, nameProblem } from '../../src/model/names.ts';
import { CANARY, TwoProjects } from '../support/sql/two-projects.ts';

const RAW: readonly string[] = [
  `x"; DROP TABLE data.t_pageview; --`,
  `x'; DROP TABLE data.t_pageview; --`,
  '`x`',
  '[x]',
  '*',
  '**',
  '*/',
  '/*',
  '--',
  ';',
  '$1',
  '$$',
  '?',
  '#1',
  '{{x}}',
  '%s',
  '\\',
  "\\'",
  'a.b',
  'main.canary',
  'data.canary',
  'data.t_canary_orders',
  'information_schema.tables',
  'main',
  'data',
  'collection',
  'continuous',
  'materialized',
  'select',
  'from',
  'null',
  'true',
  'row',
  'lambda',
  'rowid',
  'c1',
  '$2',
  'rows',
  'entries',
  'entry',
  'p1',
  'f1',
  'k1',
  'read_csv',
  'duckdb_tables',
  'sqlite_master',
  'pragma_version',
  "read_text('canary.csv')",
  'canary.csv',
  '/etc/passwd',
  '_batch2',
  '_extra_',
  '_all',
  '__proto__',
  'constructor',
  'tostring',
  'users',
  'ünïcödé',
  'İstanbul',
  'ſelect',
  'K',
  'ｆｕｌｌ',
  'e\u0301',
  '\u200b',
  'a\u200bb',
  '\ufeffx',
  'a\u0085b',
  'a\u2028b',
  '\u202egnp',
  '😀',
  'x'.repeat(250),
  'ｘ'.repeat(250),
  '"'.repeat(3),
  'a b',
  '1',
  '1e5',
  "e'x'",
  "u&'x'",
];

/** As the catalog makes them: sanitised, refused where it refuses, with physical names of its own. */
function collectionsOf(raw: readonly string[]): readonly Collection[] {
  const taken = new Set<string>(['t_pageview', 't_purchase', 't_empty', 'pageview', 'canary']);
  const names = [...new Set(raw.map(collectionNameOf))].filter(
    (name) => collectionNameProblem(name, 250) === undefined && name !== 'users',
  );
  return names.map((name, index) => {
    const physicalName = physicalNameOf(name, 'collection', (other) => taken.has(other));
    taken.add(physicalName);
    const field = fieldNameOf(name);
    const usable = nameProblem(field, 250) === undefined && !RESERVED_COLUMNS.has(field);
    const fields = usable
      ? [{ name: field, physicalName: physicalNameOf(field, 'field', () => false), type: 'STRING' as const }]
      : [];
    return {
      id: 1000 + index,
      projectId: 1,
      name,
      physicalName,
      topic: `mine-${physicalName}`,
      partitionCount: 1,
      revision: 0,
      schema: { id: 1000 + index, collectionId: 1000 + index, version: 1, fields },
    };
  });
}

const COLLECTIONS = collectionsOf(RAW);

let projects: TwoProjects;
before(async () => {
  projects = await TwoProjects.open(COLLECTIONS);
});
after(() => projects.close());

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function answer(text: string) {
  const compiled = projects.compile(text);
  assert.deepEqual(projects.tableNames(compiled.sql), compiled.physicalTables, text);
  return { ...compiled, rows: await projects.rows(compiled.sql) };
}

test('names are taken, and physical names are plain', () => {
  assert.ok(COLLECTIONS.length >= 60, String(COLLECTIONS.length));
  for (const { physicalName, schema } of COLLECTIONS) {
    assert.match(physicalName, /^[a-z][a-z0-9_]{0,59}$/);
    for (const field of schema.fields) assert.match(field.physicalName, /^[a-z][a-z0-9_]{0,59}$/);
  }
  assert.equal(new Set(COLLECTIONS.map(({ physicalName }) => physicalName)).size, COLLECTIONS.length);
});

test('a table of any name is read as itself, in every way of naming it', async () => {
  for (const { name, physicalName, schema } of COLLECTIONS) {
    const table = quoted(name);
    const fields = schema.fields.map((field) => field.name);
    // `_all` alone is the table of them all; a collection of that name is reached by its schema.
    for (const text of [
      `SELECT * FROM collection.${table}`,
      `TABLE collection.${table}`,
      `SELECT t.* FROM collection.${table} AS t`,
      `WITH ${table} AS (SELECT * FROM collection.${table}) SELECT * FROM ${table}`,
      `SELECT ${table}.* FROM collection.${table} AS ${table}`,
    ]) {
      const { rows, columns, physicalTables } = await answer(text);
      assert.deepEqual(physicalTables, [physicalName], text);
      assert.deepEqual(
        columns.map((column) => column.name),
        [...fields, '_id', '_time'],
        text,
      );
      assert.deepEqual(rows, [[...fields.map(() => null), 'own', null]], text);
    }
  }
});

test('a field of any name is read as itself, and as the name of anything else', async () => {
  for (const { name, schema } of COLLECTIONS) {
    const [field] = schema.fields;
    if (field === undefined) continue;
    const column = quoted(field.name);
    const from = `FROM collection.${quoted(name)}`;
    for (const text of [
      `SELECT ${column} ${from}`,
      `SELECT ${column} AS ${column} ${from} ORDER BY ${column}`,
      `SELECT ${column}, count(*) ${from} GROUP BY ${column}`,
      `SELECT max(${column}) AS ${column} ${from}`,
      `SELECT t.${column} ${from} AS t JOIN collection.${quoted(name)} AS u ON t.${column} IS NOT DISTINCT FROM u.${column}`,
      `SELECT ${column} FROM (SELECT ${column} ${from}) AS ${column} (${column})`,
      `SELECT ${column} FROM (VALUES CAST(NULL AS varchar)) AS ${column} (${column})`,
      `SELECT (SELECT x.${column}) AS ${column} ${from} AS x`,
    ]) {
      const { rows, columns } = await answer(text);
      assert.equal(rows.length, 1, text);
      assert.equal(rows[0]![0], null, text);
      if (columns.length === 1 && columns[0]!.name !== null) assert.equal(columns[0]!.name, field.name, text);
    }
    const lambda = await answer(`SELECT transform(ARRAY[1, 2], ${column} -> ${column} + 1) AS x ${from}`);
    assert.deepEqual(lambda.rows, [[[2, 3]]]);
  }
});

test('the name of a collection is a text where it is shown', async () => {
  const { rows } = await answer('SELECT DISTINCT "$collection" FROM _all');
  const shown = new Set(rows.map(([name]) => name));
  for (const { name } of COLLECTIONS) assert.equal(shown.has(name), !name.startsWith('_'), name);
  assert.deepEqual(
    (await answer('SELECT * FROM "$invalid_schema" WHERE collection <> \'pageview\'')).rows,
    [],
  );
});

test('fields of any name are reached through _all, and hide no column of it', async () => {
  const { columns } = await answer('SELECT * FROM _all WHERE false');
  assert.deepEqual(
    columns.map(({ name }) => name),
    ['$collection', '_user', '_device_id', '_id', '_time'],
  );
  for (const hidden of ['_collection', '_batch', '_offset', '_partition', '_extra', '_shard_time']) {
    await answer(`SELECT ${hidden} FROM _all LIMIT 1`);
  }
  for (const { name: collection, schema } of COLLECTIONS) {
    // Those are no part of `_all`.
    if (collection.startsWith('_')) continue;
    for (const { name } of schema.fields) {
      const { rows } = await answer(`SELECT max(${quoted(name)}) FROM _all`);
      assert.doesNotMatch(JSON.stringify(rows), CANARY, name);
    }
  }
});

test('messages cut a long name, and have none of the other project', () => {
  for (const { name } of COLLECTIONS) {
    for (const text of [
      `SELECT * FROM collection.${quoted(`${name}x`)}`,
      `SELECT ${quoted(`${name}x`)} FROM pageview`,
      `SELECT ${quoted(`${name}_x`)}(1)`,
    ]) {
      assert.throws(
        () => projects.compile(text),
        (error) => {
          assert.ok(error instanceof Error && error.message.length < 700, text);
          if (!CANARY.test(text)) assert.doesNotMatch(error.message, CANARY, text);
          return true;
        },
      );
    }
  }
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { millrace, temporaryDirectory } from '../support/command-line.ts';

const SCHEMA = [
  {
    name: 'pageview',
    fields: [
      { name: 'url', type: 'STRING' },
      { name: 'n', physical_name: 'number', type: 'long' },
    ],
  },
];

async function schemaFile(t: TestContext, content: string = JSON.stringify(SCHEMA)): Promise<string> {
  const file = path.join(await temporaryDirectory(t), 'schema.json');
  await writeFile(file, content);
  return file;
}

test('a query is printed for each engine, from an argument or standard input', async (t) => {
  const schema = await schemaFile(t);
  const sql = 'SELECT url, n + 1 AS "next one" FROM pageview LIMIT 2';
  const print = (engine: string, ...more: readonly string[]) =>
    millrace(['sql', 'print', '--engine', engine, '--schema', schema, ...more], { input: `${sql};\n` });
  assert.deepEqual(await print('presto'), {
    exit: 0,
    out: `SELECT r1.c1 AS "url", (r1.c2 + CAST(1 AS bigint)) AS "next one" FROM (SELECT t."url" AS c1, t."number" AS c2 FROM "lake"."data"."pageview" AS t) AS r1 LIMIT 2\n`,
    note: '',
  });
  const trino = await print('trino', '--tables', 'iceberg.shop', sql);
  assert.match(trino.out, /FROM "iceberg"\."shop"\."pageview" AS t/);
  const duckdb = await print('duckdb', sql);
  assert.match(duckdb.out, /FROM \(SELECT \* FROM "data"\."pageview"/);
});

test('what is wrong with the query is said with its place, and ends with 1', async (t) => {
  const schema = await schemaFile(t);
  const print = (sql: string) => millrace(['sql', 'print', '--engine', 'presto', '--schema', schema, sql]);
  const unknown = await print('SELECT\n  ulr FROM pageview');
  assert.deepEqual([unknown.exit, unknown.out], [1, '']);
  assert.match(unknown.note, /^error: line 2:3: column "ulr" [^\n]*\n +hint: did you mean "?url/);
  const recursive = await print(
    'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t',
  );
  assert.deepEqual([recursive.exit, recursive.out], [1, '']);
  assert.match(recursive.note, /^error: line 1:16: PrestoDB has no WITH RECURSIVE/);
});

test('wrong usage, and a schema that is none, end with 2 and say what would be right', async (t) => {
  const schema = await schemaFile(t);
  const wrong: readonly (readonly [words: readonly string[], note: RegExp])[] = [
    [['SELECT 1'], /for which engine\?\n +hint: say --engine with one of: duckdb, presto, trino/],
    [['--engine', 'mysql', 'SELECT 1'], /there is no engine "mysql"/],
    [['--engine', 'presto', '--tables', 'lake', 'SELECT 1'], /option "--tables" cannot be "lake"/],
    [['--engine', 'duckdb', '--tables', 'a.b', 'SELECT 1'], /option "--tables" is for presto and trino/],
    [['--engine', 'presto', '--schema', schema, '--timezone', 'Mars', 'SELECT 1'], /no time zone "Mars"/],
    [['--engine', 'presto', '--schema', '/nowhere/x.json', 'SELECT 1'], /there is no such file \(ENOENT\)/],
    [['--engine', 'presto', '--schema', await schemaFile(t, '{'), 'SELECT 1'], /is no JSON/],
    [['--engine', 'presto', '--schema', await schemaFile(t, '{}'), 'SELECT 1'], /is no list of collections/],
    [
      [
        ...['--engine', 'presto', 'SELECT 1', '--schema'],
        await schemaFile(t, '[{"name":"a","fields":[{"name":"b","type":"TEXT"}]}]'),
      ],
      /has no valid type of field "b" of "a": it is one of STRING/,
    ],
    [
      [
        ...['--engine', 'presto', 'SELECT 1', '--schema'],
        await schemaFile(t, '[{"name":"a","fields":[]},{"name":"A","fields":[]}]'),
      ],
      /has collection "A" twice/,
    ],
  ];
  await Promise.all(
    wrong.map(async ([words, note]) => {
      const result = await millrace(['sql', 'print', ...words]);
      assert.deepEqual([result.exit, result.out], [2, ''], `${words.join(' ')}: ${result.note}`);
      assert.match(result.note, note);
    }),
  );
});

test('without a schema the collections are those of the project of the data directory', async (t) => {
  const data = path.join(await temporaryDirectory(t), 'data');
  const nowhere = await millrace(['sql', 'print', '--engine', 'presto', '--data', data, 'SELECT 1']);
  assert.deepEqual([nowhere.exit, nowhere.out], [3, '']);
  assert.equal((await millrace(['project', 'create', 'shop', '--data', data])).exit, 0);
  const events = JSON.stringify({ url: '/a', 'Total Amount': 1.5 });
  const imported = await millrace(['import', '-', '--collection', 'order', '--data', data], {
    input: events,
  });
  assert.equal(imported.exit, 0, imported.note);
  const sql = 'SELECT url, "total amount" FROM "order"';
  const printed = await millrace(['sql', 'print', '--engine', 'trino', '--data', data, sql]);
  assert.equal(printed.exit, 0, printed.note);
  assert.match(printed.out, /t\."total_amount" AS c\d+ .*FROM "lake"\."data"\."order" AS t/);
});

test('without a data directory there are no tables, and queries without any are printed', async (t) => {
  const cwd = await temporaryDirectory(t);
  const one = await millrace(['sql', 'print', '--engine', 'presto', 'SELECT 1 AS x'], { cwd });
  assert.deepEqual([one.exit, one.out], [0, 'SELECT 1 AS "x"\n']);
  assert.match(one.note, /no tables are known[^\n]*--schema FILE/);
  const table = await millrace(['sql', 'print', '--engine', 'presto', 'SELECT * FROM pageview'], { cwd });
  assert.equal(table.exit, 1);
  assert.match(table.note, /table "pageview" does not exist/);
  const checked = await millrace(['sql', 'check'], { cwd, input: '"SELECT 1"\n"SELECT * FROM t"\n' });
  assert.deepEqual([checked.exit, checked.out.split('\n').length], [0, 3]);
  const named = await millrace(['sql', 'print', '--engine', 'duckdb', '--project', 'shop', 'SELECT 1'], {
    cwd,
  });
  assert.equal(named.exit, 3);
});

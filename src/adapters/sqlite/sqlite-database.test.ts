import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { CompiledQuery, Kysely, sql } from 'kysely';
import { openSqlCatalogStore } from '../../catalog/sql-catalog-store.ts';
import { openSqliteDatabase } from './index.ts';
import { SqliteDriver } from './sqlite-driver.ts';
import { SqliteSession } from './sqlite-session.ts';

interface Numbers {
  numbers: { n: number };
}

async function temporaryFile(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'millrace-sqlite-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return path.join(directory, 'test.db');
}

async function openNumbers(t: TestContext, file: string) {
  const database = await openSqliteDatabase(file);
  const db = new Kysely<Numbers>({ dialect: database.dialect });
  t.after(() => db.destroy());
  await db.schema.createTable('numbers').ifNotExists().addColumn('n', 'bigint').execute();
  return { database, db };
}

const evaluate = async (db: Kysely<Numbers>, expression: string) =>
  (await sql<{ v: unknown }>`select ${sql.raw(expression)} as v`.execute(db)).rows[0]?.v;

test('values come back as they are: safe integers as numbers, larger ones whole', async (t) => {
  const { db, database } = await openNumbers(t, await temporaryFile(t));
  assert.equal(await evaluate(db, '9007199254740991'), 2 ** 53 - 1);
  assert.equal(await evaluate(db, '9007199254740993'), 9007199254740993n);
  assert.equal(await evaluate(db, '-9223372036854775808'), -(2n ** 63n));
  assert.equal(await evaluate(db, '1.5'), 1.5);
  assert.equal(await evaluate(db, 'null'), null);
  assert.deepEqual(Buffer.from((await evaluate(db, "x'00ff'")) as Uint8Array), Buffer.from([0, 255]));
  const now = (await db.selectNoFrom(database.traits.nowMs.as('now')).executeTakeFirstOrThrow()).now;
  assert.ok(Math.abs(now - Date.now()) < 60_000);
});

test('the file is written ahead, synced at each commit, and its foreign keys hold', async (t) => {
  const { db } = await openNumbers(t, await temporaryFile(t));
  const pragma = async (name: string) =>
    Object.values((await sql<object>`${sql.raw(`pragma ${name}`)}`.execute(db)).rows[0] ?? {})[0];
  assert.equal(await pragma('journal_mode'), 'wal');
  assert.equal(await pragma('synchronous'), 2);
  assert.equal(await pragma('foreign_keys'), 1);
  assert.equal(await pragma('busy_timeout'), 5000);
});

test('a transaction has the database to itself and leaves nothing behind when it fails', async (t) => {
  const { db } = await openNumbers(t, await temporaryFile(t));
  const log: string[] = [];
  const first = db.transaction().execute(async (trx) => {
    await trx.insertInto('numbers').values({ n: 1 }).execute();
    await new Promise((resolve) => setImmediate(resolve));
    log.push('first');
    throw new Error('no');
  });
  const second = db
    .selectFrom('numbers')
    .selectAll()
    .execute()
    .then((rows) => {
      log.push('second');
      return rows;
    });
  await assert.rejects(first, /no/);
  assert.deepEqual(await second, []);
  assert.deepEqual(log, ['first', 'second']);
  await assert.rejects(sql`select nonsense`.execute(db), { code: 'CATALOG_STATEMENT_FAILED' });
});

test('a backup taken while others write is consistent, private and whole', async (t) => {
  const file = await temporaryFile(t);
  const { db, database } = await openNumbers(t, file);
  let isRunning = true;
  let last = 0;
  const writer = (async () => {
    while (isRunning) {
      await db.transaction().execute(async (trx) => {
        for (let i = 0; i < 3; i++) await trx.insertInto('numbers').values({ n: last }).execute();
      });
      last++;
    }
  })();
  while (last < 5) await new Promise((resolve) => setImmediate(resolve));
  const before = last;
  const target = `${file}.copy`;
  await database.backup(target);
  isRunning = false;
  await writer;
  assert.equal((await stat(target)).mode & 0o777, 0o600);
  const copy = new DatabaseSync(target);
  const row = copy.prepare('select count(*) as c, count(distinct n) as d from numbers').get();
  copy.close();
  assert.equal(row?.['c'], 3 * Number(row?.['d']));
  assert.ok(Number(row?.['d']) >= before);
  await assert.rejects(database.backup(target), { code: 'CATALOG_STATEMENT_FAILED' });
});

test('a damaged file is refused with what to do', async (t) => {
  const file = await temporaryFile(t);
  await writeFile(file, `${'no database at all '.repeat(100)}`);
  await assert.rejects(openSqliteDatabase(file), { code: 'CATALOG_DAMAGED', hint: /backup/ });

  const store = await openSqlCatalogStore(await openSqliteDatabase(`${file}2`));
  for (let i = 0; i < 50; i++) await store.createProject(`project_${i}`);
  await store.close();
  const { length } = await readFile(`${file}2`);
  const handle = await open(`${file}2`, 'r+');
  // The header stays, so that only the check of the content can find it.
  await handle.write(Buffer.alloc(length - 8192, 0x5a), 0, length - 8192, 8192);
  await handle.close();
  await assert.rejects(openSqliteDatabase(`${file}2`), { code: 'CATALOG_DAMAGED' });
});

test('a place where no file can be is told as such', async (t) => {
  const file = await temporaryFile(t);
  await assert.rejects(openSqliteDatabase(path.join(file, 'none', 'x.db')), { code: 'CATALOG_UNUSABLE' });
});

test('metadata of a newer version are refused and left as they are', async (t) => {
  const file = await temporaryFile(t);
  const open = async () => openSqlCatalogStore(await openSqliteDatabase(file));
  await (await open()).close();
  const database = new DatabaseSync(file);
  database.exec(`insert into kysely_migration values ('0999-future', '2999-01-01T00:00:00.000Z')`);
  database.close();
  for (let attempt = 0; attempt < 2; attempt++) await assert.rejects(open(), { code: 'CATALOG_TOO_NEW' });
});

test('when the thread ends, what is under way fails and the next access starts it again', async (t) => {
  const file = await temporaryFile(t);
  const driver = new SqliteDriver(file, await SqliteSession.open(file, 32));
  t.after(() => driver.destroy());
  const one = CompiledQuery.raw('select 1 as one');
  const tooMuch = CompiledQuery.raw(
    `with recursive c(n) as (select 1 union all select n + 1 from c limit 1000)
     select replace(zeroblob(50000), x'00', 'ab') as text from c`,
  );
  const connection = await driver.acquireConnection();
  assert.deepEqual((await connection.executeQuery(one)).rows, [{ one: 1 }]);
  await assert.rejects(connection.executeQuery(tooMuch), { code: 'CATALOG_UNAVAILABLE' });
  // A transaction must not go on in a new thread that knows nothing of it.
  await assert.rejects(connection.executeQuery(one), { code: 'CATALOG_UNAVAILABLE' });
  await driver.releaseConnection(connection);
  const next = await driver.acquireConnection();
  assert.deepEqual((await next.executeQuery(one)).rows, [{ one: 1 }]);
  await driver.releaseConnection(next);
});

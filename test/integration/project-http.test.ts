/** The project API on the whole server: its SQL through the guard and DuckDB, its keys in SQLite, its files on disk. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { ApiKeys } from '../../src/catalog/keys.ts';
import { hashKey } from '../../src/catalog/keys.ts';
import { FIELD_TYPES } from '../../src/model/field-type.ts';
import { type OpenedMillrace, openTestMillrace } from '../support/open-millrace.ts';

const LOCK = { lock_key: 'open sesame' };
let millrace: OpenedMillrace;
/** What every test was answered where no key belongs, for the last one. */
const answers: string[] = [];
const given: ApiKeys[] = [];

before(async () => {
  millrace = await openTestMillrace({ MILLRACE_LOCK_KEY: LOCK.lock_key });
});
after(() => millrace.dispose());

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly position: string;
}

/** For answers that show keys. */
async function ask(url: string, body: object, headers: Record<string, string> = {}): Promise<Reply> {
  const reply = await millrace.server.inject({ method: 'POST', url, payload: body, headers });
  return {
    status: reply.statusCode,
    body: reply.json(),
    position: String(reply.headers['x-millrace-position']),
  };
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Reply> {
  const reply = await ask(url, body, headers);
  answers.push(JSON.stringify(reply));
  return reply;
}

async function createProject(name: string): Promise<ApiKeys> {
  const { status, body } = await ask('/project/create', { name, ...LOCK });
  assert.equal(status, 200);
  given.push(body as ApiKeys);
  return body as ApiKeys;
}

/** Sends events and waits until they are visible. */
async function send(
  keys: ApiKeys,
  events: readonly { readonly collection: string; readonly properties: object }[],
): Promise<void> {
  const { status, position } = await post('/event/batch', { api: { api_key: keys.write_key }, events });
  assert.equal(status, 200);
  const query = { query: 'SELECT 1', after: position };
  assert.equal((await post('/query/execute', query, { read_key: keys.read_key })).status, 200);
}

test('attributes and stats count what was sent, whatever the names are', async () => {
  const keys = await createProject('shop');
  const now = Date.now();
  const day = 24 * 60 * 60 * 1000;
  const name = `page "view"; DROP TABLE x -- 'a`;
  const event = (age: number, value: unknown) => ({
    collection: name,
    properties: { _time: now - age, [`we'ird name;`]: value, price: 1 },
  });
  await send(keys, [event(0, 'b'), event(2 * day, 'a'), event(3 * day, 'b'), event(40 * day, `it's "c"`)]);
  // A collection without a table yet.
  const master = { master_key: keys.master_key };
  await post('/project/schema/add', { collection: 'never', fields: [] }, master);

  const read = { read_key: keys.read_key };
  const attribute = { collection: name, attribute: `we'ird name;` };
  const values = async (body: object) => (await post('/project/attributes', body, read)).body;
  assert.deepEqual(await values(attribute), ['a', 'b', `it's "c"`]);
  const dayOf = (age: number) => new Date(now - age).toISOString().slice(0, 10);
  assert.deepEqual(await values({ ...attribute, startDate: dayOf(2 * day) }), ['a', 'b']);
  assert.deepEqual(await values({ ...attribute, endDate: dayOf(40 * day) }), [`it's "c"`]);
  assert.deepEqual(await values({ ...attribute, startDate: dayOf(2 * day), endDate: dayOf(2 * day) }), ['a']);
  assert.deepEqual(await values({ collection: 'never', attribute: '_user' }), []);
  assert.equal(((await values({ collection: name, attribute: '_id' })) as unknown[]).length, 4);

  const empty = await createProject('empty');
  const unknown = 'x'.repeat(64);
  assert.deepEqual((await ask('/project/stats', [keys.read_key, unknown, empty.read_key])).body, {
    [keys.read_key]: { allEvents: 4, monthlyEvents: 3, dailyEvents: 1 },
    [empty.read_key]: { allEvents: 0, monthlyEvents: 0, dailyEvents: 0 },
  });
});

test('attributes of every type can be asked for', async () => {
  const keys = await createProject('types');
  const fields = FIELD_TYPES.map((type) => ({ name: type.toLowerCase(), type }));
  await post('/project/schema/add', { collection: 'c', fields }, { master_key: keys.master_key });
  await send(keys, [{ collection: 'c', properties: { long: 5, array_string: ['x'], map_long: { a: 1 } } }]);
  const shown: Record<string, unknown> = {};
  for (const { name } of fields) {
    const body = { collection: 'c', attribute: name };
    const reply = await post('/project/attributes', body, { read_key: keys.read_key });
    assert.equal(reply.status, 200, name);
    if ((reply.body as unknown[]).length > 0) shown[name] = reply.body;
  }
  assert.deepEqual(shown, { long: [5], array_string: [['x']], map_long: [{ a: 1 }] });
});

test('a declared type decides what becomes of a value', async () => {
  const keys = await createProject('declared');
  const schema = JSON.stringify({
    type: 'record',
    name: 'c',
    fields: [{ name: 'unitCount', type: ['null', 'long'] }],
  });
  const body = { collection: 'c', schema_type: 'AVRO', schema };
  const added = await post('/project/schema/add/custom', body, { master_key: keys.master_key });
  assert.deepEqual((added.body as { name: string }[]).map((field) => field.name).sort(), [
    '_id',
    '_time',
    '_user',
    'unit_count',
  ]);
  await send(keys, [{ collection: 'c', properties: { unitCount: 7 } }]);
  const query = { query: 'SELECT unit_count FROM c' };
  const answer = (await post('/query/execute', query, { read_key: keys.read_key })).body as {
    metadata: { type: string }[];
    result: unknown;
  };
  assert.equal(answer.metadata[0]?.type, 'LONG');
  assert.deepEqual(answer.result, [[7]]);
});

test('of many creations of one name at once one wins', async () => {
  const body = { name: 'Contested', ...LOCK };
  const replies = await Promise.all(Array.from({ length: 8 }, () => ask('/project/create', body)));
  const won = replies.filter((reply) => reply.status === 200);
  assert.equal(won.length, 1);
  for (const reply of replies) if (reply !== won[0]) assert.equal(reply.status, 400);
  given.push(won[0]?.body as ApiKeys);
});

test('deleting removes tables, topics and keys while events arrive, and nothing of other projects', async () => {
  const keys = await createProject('doomed');
  const kept = await createProject('kept');
  const event = { collection: 'c', properties: { a: 1 } };
  await send(keys, [event]);
  await send(kept, [event]);
  const files = () =>
    readdirSync(path.join(millrace.dataDirectory, 'lake')).filter((one) => /^doomed/.test(one));
  assert.equal(files().length > 0, true);
  const batch = { api: { api_key: keys.write_key }, events: Array(50).fill(event) };
  const [deleted, ...sent] = await Promise.all([
    post('/project/delete', {}, { master_key: keys.master_key }),
    ...Array.from({ length: 20 }, () => post('/event/batch', batch)),
  ]);
  assert.deepEqual(deleted?.body, { success: true });
  for (const { status } of sent) assert.ok(status < 500, String(status));
  assert.deepEqual(files(), []);
  assert.equal((await post('/event/batch', batch)).status, 403);
  assert.equal((await post('/project/collection', {}, { read_key: keys.read_key })).status, 403);
  assert.equal((await post('/project/delete', {}, { master_key: keys.master_key })).status, 403);
  const listed = (await post('/project/list', LOCK)).body as string[];
  assert.equal(listed.includes('doomed'), false);
  const count = { query: 'SELECT count(*) FROM c' };
  const left = await post('/query/execute', count, { read_key: kept.read_key });
  assert.deepEqual((left.body as { result: unknown }).result, [[1]]);

  const again = await createProject('doomed');
  assert.deepEqual((await post('/project/collection', {}, { read_key: again.read_key })).body, []);
  await send(again, [event]);
  const fresh = await post('/query/execute', count, { read_key: again.read_key });
  assert.deepEqual((fresh.body as { result: unknown }).result, [[1]]);
});

test('every route is described, with the key that it wants', async () => {
  const { paths } = (await millrace.server.inject('/openapi.json')).json() as {
    paths: Record<string, Record<string, { security?: Record<string, unknown>[] }>>;
  };
  const described = Object.entries(paths)
    .filter(([url]) => url.startsWith('/project/'))
    .flatMap(([url, methods]) =>
      Object.entries(methods).map(([method, { security = [] }]) => {
        const keys = security.flatMap((one) => Object.keys(one));
        return `${method} ${url} ${keys.join()}`.trim();
      }),
    );
  assert.deepEqual(described.sort(), [
    'delete /project/delete master_key',
    'post /project/attributes read_key',
    'post /project/check-api-keys',
    'post /project/collection read_key',
    'post /project/create',
    'post /project/create-api-keys master_key',
    'post /project/delete master_key',
    'post /project/list',
    'post /project/revoke-api-keys',
    'post /project/schema read_key',
    'post /project/schema/add master_key',
    'post /project/schema/add/custom master_key',
    'post /project/stats',
  ]);
});

test('no answer but that of its creation shows a key, none shows a hash, and the metadata have hashes alone', async () => {
  const [keys] = given;
  assert.ok(keys !== undefined);
  await post('/project/revoke-api-keys', { project: 'other', master_key: keys.master_key });
  await post('/project/check-api-keys', { project: 'shop', keys: [keys] });
  await post('/project/list', { lock_key: keys.master_key });
  await post('/project/create', { name: 'shop', ...LOCK });
  await post(`/project/collection?read_key=${keys.write_key}`, {});
  await post(`/project/none?master_key=${keys.master_key}`, {});
  const secrets = given.flatMap((one) => [one.master_key, one.read_key, one.write_key]);
  assert.equal(new Set(secrets).size, given.length * 3);
  assert.ok(answers.length > 60);
  const stored = ['catalog.sqlite', 'catalog.sqlite-wal']
    .map((file) => path.join(millrace.dataDirectory, file))
    .map((file) => readFileSync(file, 'latin1'))
    .join();
  for (const secret of secrets) {
    assert.match(secret, /^[0-9a-z]{64}$/);
    for (const answer of answers) {
      assert.ok(!answer.includes(secret), answer.slice(0, 100));
      assert.ok(!answer.includes(hashKey(secret)), answer.slice(0, 100));
    }
    assert.ok(!stored.includes(secret));
  }
  assert.ok(stored.includes(hashKey(keys.read_key)));
});

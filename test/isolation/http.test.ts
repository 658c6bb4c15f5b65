/**
 * The same attacks on a whole server, over its routes, as one of its two projects: the code of each refusal reaches the
 * client, no text is an internal error, and nothing of the other project is in any answer, explanation or message. And
 * the thread that serves HTTP goes on while the largest texts are compiled.
 */
import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import test, { after, before } from 'node:test';
import type { ApiKeys } from '../../src/catalog/keys.ts';
import { type OpenedMillrace, openTestMillrace } from '../support/open-millrace.ts';
import { SECRET } from '../support/sql/two-projects.ts';
import { EARLIER } from './cases/earlier.ts';
import { FILES } from './cases/files.ts';
import { FUNCTIONS } from './cases/functions.ts';
import { HIDDEN } from './cases/hidden.ts';
import { LEXICAL } from './cases/lexical.ts';
import { SCOPING } from './cases/scoping.ts';
import { SYNTAX } from './cases/syntax.ts';
import { TABLES } from './cases/tables.ts';

const LOCK = { lock_key: 'open sesame' };
/** What a refusal depends on the tables that the cases know is not compared here. */
const BY_CODE = /^(SQL_SYNTAX|SQL_TABLE_NOT_FOUND|SQL_FUNCTION_NOT_FOUND|SQL_TYPE_NOT_FOUND|QUERY_TOO_\w+)$/;

let millrace: OpenedMillrace;
let mine: ApiKeys;

before(async () => {
  millrace = await openTestMillrace({ MILLRACE_LOCK_KEY: LOCK.lock_key });
  mine = await createProject('mine');
  const theirs = await createProject('canary');
  await send(mine, 'pageview', { url: '/a', _user: 'ann', n: 1, price: 1.5, ok: true, tags: ['x', 'y'] });
  await send(mine, 'purchase', { item: 'book', _user: 'ann', amount: 10, n: 1 });
  await send(theirs, 'canary_orders', { canary_secret: 'canary hush', canary_number: 73737373 });
  await send(theirs, 'pageview', { url: 'canary hush', n: 73737373 });
});
after(() => millrace.dispose());

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const reply = await millrace.server.inject({ method: 'POST', url, payload: body, headers });
  return { status: reply.statusCode, body: reply.body, headers: reply.headers };
}

async function createProject(name: string): Promise<ApiKeys> {
  return JSON.parse((await post('/project/create', { name, ...LOCK })).body) as ApiKeys;
}

async function send(keys: ApiKeys, collection: string, properties: object): Promise<void> {
  const events = [{ collection, properties }];
  const sent = await post('/event/batch', { api: { api_key: keys.write_key }, events });
  assert.equal(sent.status, 200);
  const query = { query: 'SELECT 1', after: String(sent.headers['x-millrace-position']) };
  assert.equal((await post('/query/execute', query, { read_key: keys.read_key })).status, 200);
}

const THEMES = { EARLIER, FILES, FUNCTIONS, HIDDEN, LEXICAL, SCOPING, SYNTAX, TABLES };

for (const [theme, cases] of Object.entries(THEMES)) {
  test(`${theme.toLowerCase()}: ${cases.length} texts over HTTP`, async () => {
    const headers = { read_key: mine.read_key };
    for (const [query, expected] of cases) {
      const { status, body } = await post('/query/execute', { query }, headers);
      assert.ok(status === 200 || (status >= 400 && status < 500), `${query}: ${status} ${body}`);
      if (!SECRET.test(query)) assert.doesNotMatch(body, SECRET, query);
      if (BY_CODE.test(expected)) assert.match(body, new RegExp(`"${expected}"`), query);
      for (const url of ['/query/explain', '/query/metadata']) {
        const explained = await post(url, { query }, headers);
        assert.ok(explained.status < 500, `${url} ${query}: ${explained.body}`);
        assert.doesNotMatch(explained.body, SECRET, query);
      }
    }
  });
}

test('the server answers others while the largest texts are compiled', async (context) => {
  const headers = { read_key: mine.read_key };
  const many = (count: number, unit: (index: number) => string, by: string) =>
    Array.from({ length: count }, (_, index) => unit(index)).join(by);
  const texts = [
    `SELECT ${many(3500, (index) => `sum(n+${index})`, ',')} FROM pageview`,
    `SELECT n FROM pageview WHERE n IN (${many(12_000, () => '1.5', ',')})`,
    `SELECT n FROM pageview WHERE ${many(5000, (index) => `n=${index}`, ' OR ')}`,
    `SELECT ${many(1800, () => '(SELECT max(n) FROM pageview)', ',')}`,
    `SELECT ${'('.repeat(49_000)}`,
    `SELECT n FROM pageview GROUP BY ${many(9000, (index) => `n+${index}`, ',')}`,
  ];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let worst = 0;
  for (const query of texts) {
    delay.enable();
    delay.reset();
    // Never mind what comes of it: only compiling is on this thread.
    await post('/query/execute', { query, limit: 1 }, headers);
    worst = Math.max(worst, delay.max / 1e6);
    delay.disable();
  }
  context.diagnostic(`the loop stood still for at most ${worst.toFixed(0)} ms`);
  // A tenth of it on a machine that does nothing else.
  assert.ok(worst < 1000, `${worst} ms`);
});

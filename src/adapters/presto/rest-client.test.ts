import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import {
  type FakePresto,
  type FakeReply,
  type FakeRequest,
  fakeColumn,
  fakePage,
  startFakePresto,
} from '../../../test/support/fake-presto.ts';
import { systemRandom } from '../../platform/random.ts';
import { systemTimers } from '../../platform/timers.ts';
import { PrestoQueryFailed } from './errors.ts';
import { PrestoClient } from './rest-client.ts';

const COLUMNS = [fakeColumn('n', 'bigint')];
const FIRST = fakePage(1);
const WITH_ROWS = (next: number | undefined, ...values: readonly number[]) =>
  fakePage(next, { columns: COLUMNS, data: values.map((value) => [value]) });

interface Setup {
  readonly fake: FakePresto;
  readonly client: PrestoClient;
}

async function setUp(
  t: TestContext,
  answer: (request: FakeRequest) => FakeReply,
  more: {
    readonly requestTimeoutMs?: number;
    readonly maxAttempts?: number;
    readonly maxReplyBytes?: number;
  } = {},
): Promise<Setup> {
  const fake = await startFakePresto(answer);
  const client = new PrestoClient({
    timers: systemTimers,
    random: systemRandom,
    address: fake.address,
    session: { user: 'ann' },
    ...more,
  });
  t.after(async () => {
    client.close();
    await fake[Symbol.asyncDispose]();
  });
  return { fake, client };
}

/** Page number of a GET or DELETE. */
function pageOf(request: FakeRequest): number {
  return Number(/\/q\/(\d+)/.exec(request.path)?.[1]);
}

function twoPages(request: FakeRequest): FakeReply {
  if (request.method === 'POST') return FIRST;
  return pageOf(request) === 1 ? WITH_ROWS(2, 1, 2) : WITH_ROWS(undefined, 3);
}

test('a statement is posted once and its pages are followed at the address that was given', async (t) => {
  const { fake, client } = await setUp(t, twoPages);
  const result = await client.execute('SELECT é', { session: { schema: 'p' } });
  assert.deepEqual(result.rows, [[1n], [2n], [3n]]);
  assert.equal(result.queryId, 'q');
  assert.deepEqual(fake.log(), [
    'POST /v1/statement',
    'GET /v1/statement/executing/q/1?slug=x',
    'GET /v1/statement/executing/q/2?slug=x',
  ]);
  assert.equal(fake.requests[0]?.body, 'SELECT é');
  assert.equal(fake.requests[0]?.headers['x-presto-user'], 'ann');
  assert.equal(fake.requests[0]?.headers['x-presto-schema'], 'p');
});

for (const [fault, reply] of [
  ['a lost reply', 'reset'],
  ['a reply cut in the middle', 'half'],
  ['503', { status: 503 }],
  ['broken JSON', { text: '{"id":"q"' }],
  ['JSON of something else', { json: [] }],
  ['a slow page', 'silence'],
] as const) {
  test(`${fault}: the page is asked for again, no row is lost or doubled`, async (t) => {
    const { fake, client } = await setUp(
      t,
      (request) => (request.method === 'GET' && request.count <= 2 ? reply : twoPages(request)),
      { requestTimeoutMs: 150 },
    );
    assert.deepEqual((await client.execute('SELECT 1')).rows, [[1n], [2n], [3n]]);
    assert.equal(fake.log().filter((line) => line.startsWith('POST')).length, 1);
    assert.equal(fake.log().length, 1 + 3 + 3);
  });

  test(`${fault} without end is an error after a bounded number of requests`, async (t) => {
    const { fake, client } = await setUp(
      t,
      ({ method }) => (method === 'GET' ? reply : method === 'DELETE' ? { status: 410 } : FIRST),
      { requestTimeoutMs: 100, maxAttempts: 3 },
    );
    const unreadable = ['broken JSON', 'JSON of something else'].includes(fault);
    await assert.rejects(client.execute('SELECT 1'), {
      code: unreadable ? 'PRESTO_REPLY_INVALID' : 'PRESTO_LOST',
    });
    const page = '/v1/statement/executing/q/1?slug=x';
    assert.deepEqual(fake.log(), [
      'POST /v1/statement',
      ...Array.from({ length: 3 }, () => `GET ${page}`),
      // An engine that answers can be told to stop; one that is lost cannot.
      ...(unreadable ? [`DELETE ${page}`] : []),
    ]);
  });

  test(`${fault} to the POST: the statement is not sent again`, async (t) => {
    const { fake, client } = await setUp(t, () => reply, { requestTimeoutMs: 100 });
    await assert.rejects(client.execute('INSERT INTO t SELECT 1'), {
      code: fault === '503' ? 'PRESTO_BUSY' : 'PRESTO_SUBMIT_FAILED',
    });
    assert.deepEqual(fake.log(), ['POST /v1/statement']);
  });
}

test('nobody listens', async (t) => {
  const { fake, client } = await setUp(t, () => FIRST);
  await fake[Symbol.asyncDispose]();
  await assert.rejects(client.execute('SELECT 1'), {
    code: 'PRESTO_SUBMIT_FAILED',
    class: 'external',
    detail: 'the statement does not run',
  });
});

test('a failed statement says where and why', async (t) => {
  const { client } = await setUp(t, (request) =>
    request.method === 'POST'
      ? FIRST
      : fakePage(undefined, {
          error: {
            message: "line 2:3: Column 'foo' cannot be resolved",
            errorCode: 1,
            errorName: 'SYNTAX_ERROR',
            errorType: 'USER_ERROR',
            errorLocation: { lineNumber: 2, columnNumber: 3 },
            failureInfo: { type: 'a.B', message: 'outer', cause: { type: 'c.D', message: 'inner' } },
          },
        }),
  );
  await assert.rejects(client.execute('SELECT 1'), (error: unknown) => {
    assert.ok(error instanceof PrestoQueryFailed);
    assert.equal(error.code, 'QUERY_FAILED');
    assert.equal(error.class, 'user');
    assert.deepEqual(error.failure, {
      queryId: 'q',
      message: "line 2:3: Column 'foo' cannot be resolved",
      errorCode: 1,
      errorName: 'SYNTAX_ERROR',
      errorType: 'USER_ERROR',
      retriable: false,
      line: 2,
      column: 3,
      causes: ['a.B: outer', 'c.D: inner'],
    });
    return true;
  });
});

for (const [errorName, errorType, errorClass, code] of [
  ['USER_CANCELED', 'USER_ERROR', 'user', 'QUERY_CANCELLED'],
  ['EXCEEDED_TIME_LIMIT', 'INSUFFICIENT_RESOURCES', 'user', 'QUERY_TIMEOUT'],
  ['EXCEEDED_LOCAL_MEMORY_LIMIT', 'INSUFFICIENT_RESOURCES', 'insufficient_resources', 'QUERY_MEMORY'],
  ['HIVE_CURSOR_ERROR', 'EXTERNAL', 'external', 'QUERY_STORAGE_FAILED'],
  ['SERVER_STARTING_UP', 'INTERNAL_ERROR', 'insufficient_resources', 'PRESTO_STARTING'],
  ['GENERIC_INTERNAL_ERROR', 'INTERNAL_ERROR', 'internal', 'QUERY_ENGINE_FAILED'],
  ['FROM_THE_FUTURE', 'NEW_TYPE', 'internal', 'QUERY_ENGINE_FAILED'],
] as const) {
  test(`${errorName} is ${code}`, async (t) => {
    const { client } = await setUp(t, () => fakePage(undefined, { error: { errorName, errorType } }));
    await assert.rejects(client.execute('SELECT 1'), { class: errorClass, code });
  });
}

test('a statement that the engine forgot is not asked for again', async (t) => {
  const { fake, client } = await setUp(t, (request) => (request.method === 'POST' ? FIRST : { status: 410 }));
  await assert.rejects(client.execute('SELECT 1'), { code: 'PRESTO_LOST' });
  assert.equal(fake.log().length, 2);
});

test('a page that leads elsewhere is not followed', async (t) => {
  const nextUri = 'http://127.0.0.1:1/v1/query/other';
  const { fake, client } = await setUp(t, () => ({ json: { id: 'q', nextUri } }));
  await assert.rejects(client.execute('SELECT 1'), { code: 'PRESTO_SUBMIT_FAILED' });
  assert.equal(fake.log().length, 1);
});

test('a value that is none of its type, and a row of another width', async (t) => {
  for (const data of [[['x']], [[1, 2]], [[]]]) {
    const { fake, client } = await setUp(t, (request) =>
      request.method === 'POST' ? FIRST : fakePage(undefined, { columns: COLUMNS, data }),
    );
    await assert.rejects(client.execute('SELECT 1'), { code: 'PRESTO_REPLY_INVALID' });
    assert.equal(fake.log().length, 2);
  }
});

test('a reply beyond the bound is refused and the statement stopped', async (t) => {
  let stopped = false;
  const { client } = await setUp(
    t,
    (request) => {
      if (request.method === 'POST') return FIRST;
      if (request.method === 'DELETE') stopped = true;
      return stopped ? { status: 410 } : { text: ' '.repeat(5000) };
    },
    { maxReplyBytes: 2000 },
  );
  await assert.rejects(client.execute('SELECT 1'), { code: 'PRESTO_REPLY_INVALID' });
  assert.ok(stopped);
});

/** Pages without end, until it is told to stop; `refusals` tells are refused, as while a statement is dispatched. */
function endless(refusals: number): (request: FakeRequest) => FakeReply {
  let stopped = false;
  return (request) => {
    if (request.method === 'POST') return FIRST;
    if (request.method === 'DELETE') {
      stopped = request.count > refusals;
      return { status: stopped ? 204 : 500 };
    }
    if (stopped)
      return fakePage(undefined, { error: { errorName: 'USER_CANCELED', errorType: 'USER_ERROR' } });
    return WITH_ROWS(pageOf(request) + 1, 1);
  };
}

test('more rows than allowed: an error, and the statement is stopped', async (t) => {
  const { fake, client } = await setUp(t, endless(0));
  await assert.rejects(client.execute('SELECT 1', { maxRows: 3 }), { code: 'TOO_MANY_ROWS' });
  assert.deepEqual(fake.log().slice(-2), [
    'DELETE /v1/statement/executing/q/5?slug=x',
    'GET /v1/statement/executing/q/5?slug=x',
  ]);
});

test('whoever stops reading stops the statement, also while the engine refuses to', async (t) => {
  const { fake, client } = await setUp(t, endless(2));
  for await (const page of client.statement('SELECT 1').pages()) {
    assert.deepEqual(page, [[1n]]);
    break;
  }
  assert.equal(fake.log().filter((line) => line.startsWith('DELETE')).length, 3);
});

test('cancel ends a page that is waited for', async (t) => {
  let told = false;
  const { client } = await setUp(t, (request) => {
    if (request.method === 'POST') return FIRST;
    if (request.method === 'DELETE') told = true;
    return told ? { status: 410 } : 'silence';
  });
  const statement = client.statement('SELECT 1');
  const next = statement.pages().next();
  while (statement.queryId === undefined) await systemTimers.sleep(5);
  await systemTimers.sleep(20);
  const cancelled = statement.cancel();
  await assert.rejects(next, { code: 'QUERY_CANCELLED' });
  await cancelled;
  assert.ok(told);
  assert.equal(statement.cancel(), statement.cancel());
});

test('cancelled before it was begun: nothing is sent', async (t) => {
  const { fake, client } = await setUp(t, () => FIRST);
  const statement = client.statement('SELECT 1');
  await statement.cancel();
  await assert.rejects(statement.pages().next(), { code: 'QUERY_CANCELLED' });
  assert.deepEqual(fake.log(), []);
});

test('cancelled between POST and first page: no page is asked for, so it never runs', async (t) => {
  const { fake, client } = await setUp(t, () => ({ ...(FIRST as object), afterMs: 50 }));
  const statement = client.statement('INSERT INTO t SELECT 1');
  const next = statement.pages().next();
  while (fake.requests.length === 0) await systemTimers.sleep(1);
  await statement.cancel();
  await assert.rejects(next, { code: 'QUERY_CANCELLED' });
  assert.deepEqual(fake.log(), ['POST /v1/statement']);
});

test('a statement that takes too long is stopped', async (t) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { client } = await setUp(t, (request) => {
    if (request.method === 'POST') return FIRST;
    if (request.method !== 'DELETE') return 'silence';
    resolve();
    return { status: 410 };
  });
  await assert.rejects(client.execute('SELECT 1', { timeoutMs: 50 }), { code: 'QUERY_TIMEOUT' });
  await promise;
});

test('an address that is no origin is refused', () => {
  for (const address of ['127.0.0.1:8080', 'ftp://x', 'http://x/path', 'http://u:p@x', 'http://x?q=1']) {
    const options = { timers: systemTimers, random: systemRandom, session: { user: 'ann' }, address };
    assert.throws(() => new PrestoClient(options), { code: 'PRESTO_ADDRESS_INVALID' }, address);
  }
});

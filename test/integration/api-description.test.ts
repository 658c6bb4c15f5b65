/**
 * The committed description of the API is that of the server, and every route in it is closed to those without the
 * right key: a new route without a decision about who may call it fails here.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { openapiOf } from '../../src/http/server.ts';
import { type OpenedMillrace, openTestMillrace } from '../support/open-millrace.ts';
import { ROOT } from '../support/server-process.ts';

interface Route {
  readonly security?: readonly object[];
  readonly summary?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, object>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;
}

/** Routes that ask for no key, each with the reason. */
const OPEN: Readonly<Record<string, string>> = {
  'POST /event/collect': 'the key is in the body: tested with the collection API',
  'POST /event/batch': 'the key is in the body: tested with the collection API',
  'GET /health/live': 'says nothing but that the process lives',
  'GET /health/ready': 'says nothing but whether to send requests',
  'GET /metrics': 'figures without names of projects, for the operator: bound to loopback unless configured',
  'POST /project/create': 'asks for the lock key, when one is configured',
  'POST /project/list': 'asks for the lock key, when one is configured',
  'POST /project/stats': 'the read keys are in the body',
  'POST /project/check-api-keys': 'the keys are in the body',
  'POST /project/revoke-api-keys': 'the master key is in the body',
};

let millrace: OpenedMillrace;
let keys: Record<string, string>;

before(async () => {
  millrace = await openTestMillrace();
  const created = await millrace.server.inject({
    method: 'POST',
    url: '/project/create',
    payload: { name: 'described' },
  });
  keys = created.json();
});
after(() => millrace.dispose());

test('the committed description is that of the server', async () => {
  const committed = readFileSync(path.join(ROOT, 'openapi.json'), 'utf8');
  const actual = `${JSON.stringify(await openapiOf(millrace.server), null, 2)}\n`;
  assert.equal(actual, committed, 'run: npm run openapi');
});

test('every route says what it answers, how it refuses, and shows a body that it would take', async () => {
  const { paths } = (await openapiOf(millrace.server)) as unknown as Description;
  for (const [url, methods] of Object.entries(paths)) {
    for (const [method, { summary, requestBody, responses }] of Object.entries(methods)) {
      const route = `${method} ${url}`;
      assert.ok(summary !== undefined, route);
      assert.ok('200' in responses && 'default' in responses, `${route}: ${Object.keys(responses).join()}`);
      const content = requestBody?.content['application/json'];
      const needsMembers = JSON.stringify(content?.schema ?? {}).includes('"required":');
      assert.ok(!needsMembers || 'example' in content!, `${route} has no example of its body`);
    }
  }
});

test('every route is closed without the right key', async () => {
  const description = (await openapiOf(millrace.server)) as unknown as Description;
  const open: string[] = [];
  let checked = 0;
  for (const [url, methods] of Object.entries(description.paths)) {
    for (const [lowerMethod, { security = [] }] of Object.entries(methods)) {
      const method = lowerMethod.toUpperCase() as 'GET' | 'POST' | 'DELETE';
      const route = `${method} ${url}`;
      if (OPEN[route] !== undefined) continue;
      const wanted = security.flatMap((scheme) => Object.keys(scheme));
      assert.equal(wanted.length, 1, `${route}: the description does not say which key it takes`);
      const wrong = Object.keys(keys).filter((kind) => kind !== wanted[0]);
      const attempts: Record<string, string>[] = [
        {},
        { [wanted[0]!]: 'x'.repeat(64) },
        ...wrong.map((kind) => ({ [kind]: keys[kind]! })),
        ...wrong.map((kind) => ({ [wanted[0]!]: keys[kind]! })),
      ];
      for (const headers of attempts) {
        const payload = method === 'GET' ? undefined : validBody(url);
        const reply = await millrace.server.inject({
          method,
          url,
          headers: { ...headers, accept: 'text/event-stream, application/json' },
          ...(payload === undefined ? {} : { payload }),
        });
        checked++;
        // An event stream answers 200 and tells of the key in its one event.
        const isRefused =
          reply.headers['content-type']?.toString().startsWith('text/event-stream') === true
            ? /^retry:\d+\n\nevent:result\ndata: \{"success":false,"error":\{[^\n]*"code":"KEY_[A-Z]+"\}\}\n\n$/.test(
                reply.body,
              )
            : reply.statusCode === 403;
        if (!isRefused)
          open.push(
            `${route} with ${JSON.stringify(Object.keys(headers))}: ${reply.statusCode} ${reply.body}`,
          );
      }
    }
  }
  assert.deepEqual(open, []);
  assert.ok(checked > 50, `only ${checked} requests were tried`);
});

test('routes that are open are there', async () => {
  const description = (await openapiOf(millrace.server)) as unknown as Description;
  const routes = Object.entries(description.paths).flatMap(([url, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${url}`),
  );
  assert.deepEqual(
    Object.keys(OPEN).filter((route) => !routes.includes(route)),
    [],
  );
});

/** Bodies that pass validation, so that what refuses is the key. */
function validBody(url: string): object {
  const bodies: Record<string, object> = {
    '/query/execute': { query: 'SELECT 1' },
    '/query/metadata': { query: 'SELECT 1' },
    '/query/explain': { query: 'SELECT 1' },
    '/project/schema/add': { collection: 'c', fields: [{ name: 'f', type: 'STRING' }] },
    '/project/schema/add/custom': {
      collection: 'c',
      schema_type: 'AVRO',
      schema: '{"type":"record","name":"c","fields":[]}',
    },
    '/project/attributes': { collection: 'c', attribute: 'a' },
  };
  return bodies[url] ?? {};
}

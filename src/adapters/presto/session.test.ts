import assert from 'node:assert/strict';
import test from 'node:test';
import { sessionHeaders } from './session.ts';

test('the whole session stands in the headers; UTC unless said otherwise', () => {
  assert.deepEqual(sessionHeaders({ user: 'ann' }), {
    'X-Presto-User': 'ann',
    'X-Presto-Source': 'millrace',
    'X-Presto-Time-Zone': 'UTC',
  });
  assert.deepEqual(
    sessionHeaders({
      user: 'ann',
      source: 'tests',
      catalog: 'hive',
      schema: 'p',
      timeZone: 'Europe/Berlin',
      properties: { query_max_run_time: '10s', 'hive.x': 'a,b=c é' },
    }),
    {
      'X-Presto-User': 'ann',
      'X-Presto-Source': 'tests',
      'X-Presto-Catalog': 'hive',
      'X-Presto-Schema': 'p',
      'X-Presto-Time-Zone': 'Europe/Berlin',
      'X-Presto-Session': ['query_max_run_time=10s', 'hive.x=a%2Cb%3Dc%20%C3%A9'],
    },
  );
});

test('text that would become another header, or another user, is refused', () => {
  for (const user of ['a\r\nX-Presto-User: root', ' ann', '', 'é']) {
    assert.throws(() => sessionHeaders({ user }), { code: 'PRESTO_SESSION_INVALID' });
  }
  assert.throws(() => sessionHeaders({ user: 'ann', properties: { 'a=b,c': '1' } }), {
    code: 'PRESTO_SESSION_INVALID',
  });
});

/** What comes beside the text of a query: parameters, sampling, the default schema, the time zone, limits, snapshots. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { CompileRequest } from '../../src/sql/compile/compile-query.ts';
import type { Schema } from '../../src/sql/tables/project-environment.ts';
import { CANARY, TwoProjects } from '../support/sql/two-projects.ts';
import { outcomeOf } from './outcome.ts';

let projects: TwoProjects;
before(async () => {
  projects = await TwoProjects.open();
});
after(() => projects.close());

const TEXTS = [
  "' UNION SELECT canary FROM main.canary --",
  "'",
  "''",
  '"',
  '\\',
  "\\'",
  '$1',
  '$$',
  '?',
  '%s',
  '{0}',
  '/*',
  '*/',
  '--',
  '\n',
  ';',
  "E'\\''",
  '\u2019',
  '\u02bc',
  '\uff07',
  '(SELECT 1)',
  'NULL',
  'lambda p1: p1',
  '\ud83d\ude00',
];

test('parameters are values, whatever is in them', async () => {
  for (const value of TEXTS) {
    assert.equal(await outcomeOf(projects, 'SELECT ? AS x', { parameters: [value] }), `x: ${value}`);
    assert.equal(
      await outcomeOf(projects, 'SELECT url FROM pageview WHERE url = ?', { parameters: [value] }),
      'url: ',
    );
    assert.equal(
      await outcomeOf(projects, "SELECT concat(?, '!') AS x", { parameters: [value] }),
      `x: ${value}!`,
    );
  }
});

test('a parameter is never a pattern, a unit, a path or a name', async () => {
  for (const text of [
    'SELECT date_trunc(?, _time) FROM pageview',
    'SELECT json_extract(url, ?) FROM pageview',
    'SELECT regexp_like(url, ?) FROM pageview',
    'SELECT date_format(_time, ?) FROM pageview',
  ]) {
    assert.equal(await outcomeOf(projects, text, { parameters: ["day'"] }), 'SQL_NOT_SUPPORTED', text);
  }
  assert.equal(await outcomeOf(projects, 'SELECT * FROM ?', { parameters: ['main.canary'] }), 'SQL_SYNTAX');
  for (const value of ['1; SELECT', '1', 1.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, true, null]) {
    for (const text of ['SELECT 1 LIMIT ?', 'SELECT 1 OFFSET ?']) {
      assert.equal(
        await outcomeOf(projects, text, { parameters: [value] }),
        'SQL_PARAMETERS',
        `${text} ${value}`,
      );
    }
  }
  assert.equal(await outcomeOf(projects, 'SELECT 1 AS x LIMIT ?', { parameters: [2000] }), 'x: 1');
  assert.equal(
    await outcomeOf(projects, 'SELECT 1 LIMIT ?', { parameters: [20_000] }),
    'SQL_LIMIT_TOO_LARGE',
  );
  assert.equal(await outcomeOf(projects, 'SELECT ?', { parameters: [2n ** 70n] }), 'SQL_PARAMETERS');
  assert.equal(await outcomeOf(projects, 'SELECT ?', { parameters: ['a\0b'] }), 'SQL_NOT_SUPPORTED');
});

test('a default schema that is none finds nothing', async () => {
  for (const schema of [
    'main',
    'data',
    'meta',
    'information_schema',
    'canary',
    '__proto__',
    'constructor',
    '',
  ]) {
    const request = { defaultSchema: schema as Schema };
    for (const table of ['pageview', 'canary', 'tables', 't_canary_orders', 'constructor']) {
      assert.equal(await outcomeOf(projects, `SELECT * FROM ${table}`, request), 'SQL_TABLE_NOT_FOUND');
    }
  }
});

test('a time zone is a value, or refused', async () => {
  for (const timezone of ["UTC'); SELECT 1 --", "'", 'UTC\0', 'canary', '']) {
    const outcome = await outcomeOf(projects, 'SELECT localtimestamp IS NULL AS x', { timezone });
    assert.equal(outcome, 'TIMEZONE_UNKNOWN', timezone);
  }
});

test('a sample is a number', async () => {
  const request = (percentage: unknown): Partial<CompileRequest> => ({
    sampling: { method: 'bernoulli', percentage: percentage as number },
  });
  assert.equal(await outcomeOf(projects, 'SELECT count(*) AS x FROM pageview', request(100)), 'x: 4');
  for (const percentage of [Number.NaN, Number.POSITIVE_INFINITY, -1, 101, '50) FROM x --', '1e1; DROP']) {
    assert.equal(
      await outcomeOf(projects, 'SELECT count(*) AS x FROM pageview', request(percentage)),
      'SQL_NOT_SUPPORTED',
      String(percentage),
    );
  }
});

test('a segment that is gone is named in no message as anything but what the catalog calls it', async () => {
  const tables = { segmentsOf: () => [{ table: 't_canary"; --' }] };
  const { sql } = projects.compile('SELECT * FROM pageview', { tables });
  assert.match(sql, /"data"\."t_canary""; --"/);
  assert.doesNotMatch(JSON.stringify(await projects.rows(sql).catch(() => 'fails')), CANARY);
});

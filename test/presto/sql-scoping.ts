/**
 * Names mean to us what they mean to PrestoDB. Method: the cases of `test/sql/scoping-cases.ts` are sent as they are to a
 * real PrestoDB with empty tables of the same names and columns: it accepts what we accept, with the same columns and
 * types, and refuses what we refuse. Where it does not, the case stands below with the reason, and no other may.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PrestoQueryFailed } from '../../src/adapters/presto/errors.ts';
import type { PrestoClient } from '../../src/adapters/presto/rest-client.ts';
import { SCOPING_CASES } from '../sql/scoping-cases.ts';
import { type RunningPresto, startPresto } from '../support/presto/start-presto.ts';

const EVENT = '_id varchar, _time timestamp';
const TABLES: Readonly<Record<string, string>> = {
  pageview: `url varchar, _user varchar, price double, n bigint, ok boolean, day date, tags array(varchar), props map(varchar, varchar), ${EVENT}`,
  signup: `plan varchar, _user varchar, n integer, at time, blob varbinary, ${EVENT}`,
  '"order"': `"total amount" double, "é" varchar, "select" bigint, ${EVENT}`,
  users: 'id varchar, email varchar',
  '"a.b"': `x bigint, ${EVENT}`,
  'continuous.daily': 'day date, total bigint',
  'materialized.weekly': 'day date, total bigint',
};

/** Tables and columns that are ours alone. */
const OURS = /_all|\$invalid_schema|_malformed|collection\.users|_shard_time|_extra|_batch|_offset/;

/** What we accept and PrestoDB does not: printers for it say it otherwise, or refuse it. */
const ACCEPTED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/NATURAL JOIN/, 'it has no NATURAL JOIN'],
  [/collection\.pageview\.url FROM pageview/, 'a table is known there by the name that is written'],
  [/WITH RECURSIVE/, 'it has no recursion'],
  [/\(SELECT (url|sum\(p\.n \+ s\.n\)) FROM signup( s)?\)/, 'it cannot plan this correlation'],
  [/\(1, 'a'\) IN \(SELECT/, 'it has no IN of several columns'],
  [/LEFT JOIN UNNEST/, 'UNNEST only after CROSS JOIN'],
  [/SELECT (\(?r\)?|t\.r\.b)\.\*/, 'only tables have a star'],
  [/GROUP BY LOWER\(/, 'the names of functions are compared with their letters in GROUP BY'],
  [/GROUP BY transform\(tags, y/, 'lambdas in GROUP BY by number alone'],
  [/OVER \(?w/, 'it has no named windows'],
  [/SELECT DISTINCT .* ORDER BY pageview\./, 'names with and without a table are two things in DISTINCT'],
  [/WITH TIES/, 'it has no WITH TIES'],
  [/^VALUES \(SELECT/, 'it has no subqueries in VALUES'],
];

/** What we refuse and PrestoDB does not. */
const REFUSED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/TABLESAMPLE BERNOULLI \(1 \+ 1\)/, 'a percentage is a number, so that every engine can take it'],
  [/"É"|"\u212A"/, 'it folds letters beyond A to Z'],
  [/p\.\* FROM pageview p, signup p/, 'a star over two tables of one name is a mistake'],
  [/WITH a \(y, Y\)/, 'two columns of one name in a list of names are a mistake'],
  [/USING \(_user, _USER\)/, 'a column named twice in USING is a mistake'],
  [/sum\(n\) IGNORE NULLS/, 'an aggregate passes over NULLs anyway'],
  [/ORDER BY rank\(\) OVER \(ORDER BY x\)/, 'a column of the answer in a window function of ORDER BY'],
];

/** The differences that were met. */
const needed = new Set<readonly [RegExp, string]>();

let presto: RunningPresto;
let client: PrestoClient;

before(async () => {
  presto = await startPresto();
  client = presto.client({ catalog: 'memory', schema: 'collection' });
  for (const schema of ['collection', 'continuous', 'materialized']) {
    await client.execute(`CREATE SCHEMA memory.${schema}`);
  }
  for (const [name, columns] of Object.entries(TABLES)) {
    await client.execute(`CREATE TABLE ${name} (${columns})`);
  }
});

after(async () => {
  await presto?.stop();
});

/** The columns of the answer, or why there is none. */
async function ask(sql: string): Promise<{ readonly accepted: boolean; readonly text: string }> {
  try {
    const { columns } = await client.execute(sql);
    const text = columns.map(({ name, typeText }) => `${/^_col\d+$/.test(name) ? '-' : name} ${typeText}`);
    return { accepted: true, text: text.join(', ').replaceAll('map(varchar,', 'map(varchar, ') };
  } catch (error) {
    if (!(error instanceof PrestoQueryFailed)) throw error;
    return { accepted: false, text: error.message };
  }
}

for (const [group, cases] of Object.entries(SCOPING_CASES)) {
  test(group, async () => {
    const queue = cases.filter(([sql]) => !OURS.test(sql));
    const differences: string[] = [];
    const work = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [sql, expected] = next;
        const { accepted, text } = await ask(sql);
        const weAccept = !expected.startsWith('SQL_');
        if (weAccept !== accepted) {
          const known = (weAccept ? ACCEPTED : REFUSED).find(([pattern]) => pattern.test(sql));
          if (known !== undefined) needed.add(known);
          else differences.push(`${sql}\n  we: ${expected}\n  PrestoDB: ${text}`);
        } else if (weAccept) {
          if (text.replaceAll('"', '') !== expected.replaceAll('"', '')) {
            differences.push(`${sql}\n  we: ${expected}\n  PrestoDB: ${text}`);
          }
        }
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    assert.deepEqual(differences, []);
  });
}

test('no difference is listed that there is not', () => {
  const idle = [...ACCEPTED, ...REFUSED].filter((difference) => !needed.has(difference));
  assert.deepEqual(idle, []);
});

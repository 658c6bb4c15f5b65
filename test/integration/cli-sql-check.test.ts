import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { millrace } from '../support/command-line.ts';

test('each line of statements gets its line of verdict, in order', async () => {
  const statements = ['SELECT 1', 'SELECT\n  a FORM t', "SELECT '\u2028'", 'DROP TABLE x', 'SELECT 1;'];
  const input = `${statements.map((statement) => JSON.stringify(statement)).join('\n')}\nno JSON\n5`;
  const { exit, out, note } = await millrace(['sql', 'check', '--parse-only'], { input });
  assert.deepEqual([exit, note], [0, '']);
  assert.deepEqual(
    out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
    [
      { ok: true },
      { ok: false, error: 'unexpected "t"', line: 2, column: 10 },
      { ok: true },
      { ok: false, error: 'unexpected "DROP", expected a query', line: 1, column: 1 },
      { ok: false, error: 'unexpected ";"', line: 1, column: 9 },
      { ok: false, error: 'this line is no JSON string', line: 1, column: 1 },
      { ok: false, error: 'this line is no JSON string', line: 1, column: 1 },
    ],
  );
});

test('twenty thousand statements are answered with as many lines', async () => {
  const input = `${JSON.stringify('SELECT 1 FROM t WHERE x IN (1, 2, 3)')}\n`.repeat(20_000);
  const { exit, out } = await millrace(['sql', 'check', '--parse-only'], { input });
  assert.equal(exit, 0);
  assert.equal(out, '{"ok":true}\n'.repeat(20_000));
});

test('tables, columns, functions and types are those of a schema', async (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-check-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const schema = path.join(directory, 'schema.json');
  writeFileSync(schema, '[{"name":"pageview","fields":[{"name":"url","type":"STRING"}]}]');
  const statements = [
    'SELECT url, count(*) FROM pageview GROUP BY 1',
    'SELECT ulr FROM pageview',
    'SELECT * FROM pageviews',
    'SELECT uper(url) FROM pageview',
    'SELECT url + 1 FROM pageview',
    'SELEC 1',
  ];
  const input = statements.map((statement) => JSON.stringify(statement)).join('\n');
  const { exit, out, note } = await millrace(['sql', 'check', '--schema', schema], { input });
  assert.deepEqual([exit, note], [0, '']);
  const verdicts = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { ok: boolean; error?: string; column?: number });
  assert.deepEqual(
    verdicts.map(({ ok, column }) => [ok, column]),
    [
      [true, undefined],
      [false, 8],
      [false, 15],
      [false, 8],
      [false, 8],
      [false, 1],
    ],
  );
  assert.match(verdicts[1]?.error ?? '', /column "ulr" does not exist/);
  assert.match(verdicts[3]?.error ?? '', /uper/);
  const both = await millrace(['sql', 'check', '--parse-only', '--schema', schema], { input });
  assert.equal(both.exit, 2);
});

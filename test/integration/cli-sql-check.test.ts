import assert from 'node:assert/strict';
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

test('more than the text is not checked yet, and that is said', async () => {
  const { exit, note } = await millrace(['sql', 'check'], { input: '' });
  assert.equal(exit, 2);
  assert.match(note, /say --parse-only/);
});

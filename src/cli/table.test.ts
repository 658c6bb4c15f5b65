/** Golden tests: the table as it stands on the screen. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { displayWidth, renderTable, type TableColumn } from './table.ts';
import { createStyle } from './terminal.ts';

const plain = createStyle(false);
const name: TableColumn = { name: 'name', align: 'left' };
const count: TableColumn = { name: 'count', align: 'right' };

function table(columns: readonly TableColumn[], rows: readonly (readonly unknown[])[], width = 80): string {
  return `\n${renderTable(columns, rows, { width, style: plain })}\n`;
}

test('numbers stand right, text left, NULL is told from text', () => {
  assert.equal(
    table(
      [name, count],
      [
        ['origin', 12],
        ['x', 1234.5],
        [null, null],
        ['', 0],
      ],
    ),
    `
name     count
──────  ──────
origin      12
x       1234.5
NULL      NULL
             0
`,
  );
});

test('wide and combining characters keep the columns straight', () => {
  assert.equal(
    table(
      [name, count],
      [
        ['日本語', 1],
        ['Şamil', 22],
        ['e\u0301te\u0301', 333],
        ['🙂👍🏽', 4],
      ],
    ),
    `
name    count
──────  ─────
日本語      1
Şamil      22
e\u0301te\u0301       333
🙂👍🏽        4
`,
  );
});

test('what is too wide is cut in the widest text columns, never in numbers', () => {
  const text = { name: 'text', align: 'left' } as const;
  const rendered = table(
    [name, text, count],
    [
      ['short', 'a'.repeat(200), 1234567890],
      ['b', '日'.repeat(60), 1],
    ],
    40,
  );
  assert.equal(
    rendered,
    `
name   text                        count
─────  ─────────────────────  ──────────
short  aaaaaaaaaaaaaaaaaaaa…  1234567890
b      日日日日日日日日日日…           1
`,
  );
  for (const line of rendered.trim().split('\n')) assert.equal(displayWidth(line), 40);
});

test('line ends and control characters cannot break the table; nested values are JSON', () => {
  assert.equal(
    table([name], [['a\nb\tc\x1b[31m'], [{ a: [1, 'x'] }], [true]]),
    `
name
─────────────
a⏎b·c·[31m
{"a":[1,"x"]}
true
`,
  );
});

test('no rows: the header alone', () => {
  assert.equal(table([name, count], []), '\nname  count\n────  ─────\n');
});

test('NULL is dim and the header bold where there are colours', () => {
  const rendered = renderTable([name], [[null]], { width: 80, style: createStyle(true) });
  assert.equal(rendered, '\x1b[1mname\x1b[22m\n\x1b[2m────\x1b[22m\n\x1b[2mNULL\x1b[22m');
});

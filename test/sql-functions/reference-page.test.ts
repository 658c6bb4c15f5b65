/** The published reference is that of the table, and the table is whole. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { isClosed } from '../../src/sql/functions/bind-signature.ts';
import { FUNCTIONS, lookupFunction } from '../../src/sql/functions/catalogue.ts';
import { LEFT_OUT, whyLeftOut } from '../../src/sql/functions/left-out.ts';
import { OPERATORS } from '../../src/sql/functions/operators/operators.ts';
import { signaturesOf } from '../../src/sql/functions/resolve-call.ts';
import { ROOT } from '../support/server-process.ts';
import { referencePage } from '../support/sql/reference-page.ts';

test('the committed page is that of the table', () => {
  const committed = readFileSync(path.join(ROOT, 'docs/sql-functions.md'), 'utf8');
  assert.ok(committed === referencePage(), 'run: npm run sql-reference');
});

test('names are unique and signatures can be read', () => {
  assert.equal(new Set(FUNCTIONS.map(({ name }) => name)).size, FUNCTIONS.length);
  for (const definition of [...FUNCTIONS, ...OPERATORS]) {
    for (const signature of signaturesOf(definition)) {
      assert.ok(signature.text.startsWith(`${definition.name}(`), signature.text);
      assert.ok(isClosed(signature), `${signature.text}: the result has a type that no parameter has`);
    }
  }
});

test('names are found in any case', () => {
  assert.equal(lookupFunction('Date_Trunc')?.name, 'date_trunc');
  assert.equal(lookupFunction('read_csv'), undefined);
  assert.equal(lookupFunction('constructor'), undefined);
});

test('nothing of the table reads files, settings or memory of others', () => {
  const forbidden =
    /\b(read_|glob|getenv|current_setting|query_table|duckdb_|pragma_|sniff_|nextval|getvariable)/i;
  const templates = FUNCTIONS.flatMap(({ name, duckdb }) =>
    duckdb.form === 'template' ? [duckdb.sql] : [name],
  );
  assert.deepEqual(
    templates.filter((sql) => forbidden.test(sql)),
    [],
  );
});

test('every function of PrestoDB is in the table, a word of the grammar, or left out with a reason', () => {
  // What SHOW FUNCTIONS of PrestoDB 0.287 says.
  const names = readFileSync(path.join(ROOT, 'test/sql-functions/presto-functions.txt'), 'utf8')
    .trim()
    .split('\n');
  assert.ok(names.length > 450, String(names.length));
  const words = ['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp'];
  const known = (name: string) => lookupFunction(name) !== undefined || words.includes(name);
  assert.deepEqual(
    names.filter((name) => !known(name) && whyLeftOut(name) === undefined),
    [],
  );
  assert.deepEqual(
    names.filter((name) => known(name) && whyLeftOut(name) !== undefined),
    [],
  );
  const idle = LEFT_OUT.flatMap((each) => each.names).filter(
    (pattern) =>
      !names.some((name) =>
        pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
      ),
  );
  assert.deepEqual(idle, []);
});

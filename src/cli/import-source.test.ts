import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { openImport } from './import-source.ts';

test('a line that is wrong after many that were right does not look like the end of the file', async (t) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-import-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const file = path.join(directory, 'late.csv');
  const lines = Array.from({ length: 600_000 }, (_, row) =>
    row === 550_000 ? 'x,"y"z,1,2,3' : `${row},text ${row}`,
  );
  await writeFile(file, ['n,name', ...lines, ''].join('\n'));
  const source = await openImport(file, 'csv');
  let rows = 0;
  const read = async () => {
    for await (const { place } of source.rows) rows = place;
  };
  await assert.rejects(read(), { message: /could not read ".*late\.csv" as csv/, detail: /550002/ });
  assert.ok(rows > 100_000 && rows <= 550_000, String(rows));
});

import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import test from 'node:test';
import { parseQueryResult, type QueryResult, tableOf, writeCsv, writeJson } from './query-result.ts';
import { createTerminal, type Terminal } from './terminal.ts';

function recorded(): { readonly terminal: Terminal; text(): string } {
  const stdout = new PassThrough();
  return {
    terminal: createTerminal(stdout, new PassThrough(), {}),
    text: () => String(stdout.read() ?? ''),
  };
}

function answer(text: string): QueryResult {
  return parseQueryResult({ status: 200, headers: {}, body: Buffer.from(text) });
}

const RESULT = answer(`{
  "metadata": [{"name":"name","type":"STRING"},{"name":"big, \\"n\\"","type":"LONG"},{"name":"map","type":"MAP_LONG"}],
  "result": [["a,\\"b\\"\\n", 9223372036854775807, {"k": 9007199254740993}], ["", -1, null], [null, 1.5e300, {}]]
}`);

test('integers keep all their digits', () => {
  assert.deepEqual(RESULT.result[0], ['a,"b"\n', 9223372036854775807n, { k: 9007199254740993n }]);
  assert.equal(RESULT.result[2]?.[1], 1.5e300);
});

test('CSV tells NULL from empty text and quotes what needs it', async () => {
  const { terminal, text } = recorded();
  await writeCsv(RESULT, terminal);
  assert.equal(
    text(),
    'name,"big, ""n""",map\n"a,""b""\n",9223372036854775807,"{""k"":9007199254740993}"\n"",-1,\n,1.5e+300,{}\n',
  );
});

test('JSON is an array of objects, one a line', async () => {
  const { terminal, text } = recorded();
  await writeJson(RESULT, terminal);
  assert.equal(
    text(),
    '[\n{"name":"a,\\"b\\"\\n","big, \\"n\\"":9223372036854775807,"map":{"k":9007199254740993}},\n' +
      '{"name":"","big, \\"n\\"":-1,"map":null},\n{"name":null,"big, \\"n\\"":1.5e+300,"map":{}}\n]\n',
  );
  await writeJson(answer('{"metadata":[],"result":[]}'), terminal);
  assert.equal(text(), '[]\n');
});

test('numbers stand right in the table', () => {
  const { terminal } = recorded();
  const table = tableOf(
    answer('{"metadata":[{"name":"count","type":"LONG"}],"result":[[1],[22]]}'),
    terminal,
  );
  assert.equal(table, 'count\n─────\n    1\n   22');
});

test('errors carry the words of the server and an exit code', () => {
  const failing = (status: number, body: string) => () =>
    parseQueryResult({ status, headers: {}, body: Buffer.from(body) });
  assert.throws(failing(400, '{"error":{"message":"there is no x","hint":"try y"}}'), {
    exitCode: 1,
    message: 'there is no x',
    hint: 'try y',
  });
  assert.throws(failing(403, '{"error":"`read_key` is invalid","error_code":403}'), {
    exitCode: 4,
    message: '`read_key` is invalid',
  });
  assert.throws(failing(502, '<html>'), { exitCode: 1, message: 'the server answered with status 502' });
  assert.throws(failing(200, '<html>'), { exitCode: 1 });
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { LineTooLong, MAX_LINE_LENGTH, textLines } from './text-lines.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesOf(bytes: Uint8Array, size: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of textLines(inPieces(bytes, size))) lines.push(line);
  return lines;
}

test('lines end with a newline only, whatever the pieces', async () => {
  const text = '"a"\r\n"\u2028\u2029 😀"\n\n"last"';
  for (const size of [1, 2, 3, 100]) {
    const lines = await linesOf(new TextEncoder().encode(text), size);
    assert.deepEqual(lines, ['"a"', '"\u2028\u2029 😀"', '', '"last"']);
  }
  assert.deepEqual(await linesOf(new Uint8Array(), 1), []);
});

test('endless-line: it is refused with its place before it is held whole', async () => {
  const piece = new Uint8Array(1024 * 1024).fill(120);
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('first\nsecond\n');
    for (; given < 1000; given++) yield piece;
  }
  const lines: string[] = [];
  const read = async () => {
    for await (const line of textLines(endless())) lines.push(line);
  };
  await assert.rejects(read, (error) => error instanceof LineTooLong && error.place === 3);
  assert.deepEqual(lines, ['first', 'second']);
  assert.ok(given <= MAX_LINE_LENGTH / piece.length, `${given} pieces were read`);
});

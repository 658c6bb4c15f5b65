import assert from 'node:assert/strict';
import test from 'node:test';
import { textLines } from './text-lines.ts';

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

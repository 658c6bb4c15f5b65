/** Numbers as Avro writes them. */
import type { ByteWriter } from '../byte-writer.ts';

/** Above it, twice the number is none that a double holds exactly. */
const EXACT = 2 ** 51;

/** An `int` or `long`: zigzag, then seven bits a byte. */
export function writeAvroLong(value: number | bigint, out: ByteWriter): void {
  if (typeof value === 'bigint' || Math.abs(value) > EXACT) {
    writeLarge(BigInt(value), out);
    return;
  }
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 0x80) {
    out.byte((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.byte(rest);
}

function writeLarge(value: bigint, out: ByteWriter): void {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  while (rest >= 0x80n) {
    out.byte(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  out.byte(Number(rest));
}

/** `bytes` or a `string`. */
export function writeAvroBytes(source: Uint8Array, from: number, length: number, out: ByteWriter): void {
  writeAvroLong(length, out);
  out.bytes(source, from, length);
}

/** The digits of a `decimal`: a signed number, the most significant byte first, in as few bytes as it needs. */
export function writeAvroDecimal(unscaled: number | bigint, out: ByteWriter): void {
  const value = BigInt(unscaled);
  let length = 1;
  while (BigInt.asIntN(8 * length, value) !== value) length++;
  writeAvroLong(length, out);
  for (let byte = length - 1; byte >= 0; byte--) out.byte(Number((value >> BigInt(8 * byte)) & 0xffn));
}

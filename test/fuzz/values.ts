import type { Dice } from '../simulation/dice.ts';

const SCALARS: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '3.5',
  '1e400',
  '-1e400',
  '1e-400',
  '2147483648',
  '9007199254740993',
  '-9223372036854775809',
  '9'.repeat(500),
  `0.${'1'.repeat(500)}`,
  '""',
  '"x"',
  '"1e5"',
  `"${'1'.repeat(399)}x"`,
  '"2026-02-30"',
  '"10000-01-01T00:00:00Z"',
  '"+275760-09-13T00:00:00Z"',
  '"0000-00-00 00:00"',
  '253402300800000',
  '-62135596800001',
  '8.64e15',
  '"\\ud800"',
  '"\\u0000"',
  '"😀"',
  '"ÅÅ"',
  '"a\'b\\"c;--"',
  '"../../etc/passwd"',
  `"${'long '.repeat(20_000)}"`,
];

/** Many of them become one when they are sanitised. Without `_id` itself: a second member of that name would win. */
export const NAMES: readonly string[] = [
  'a',
  'A',
  'userName',
  'user_name',
  'user Name',
  ' user_name ',
  '"user_name"',
  'Straße',
  'STRASSE',
  'İ',
  'i̇',
  'é',
  'e\u0301',
  '_ID',
  '_time',
  '_user',
  '_extra',
  '_batch',
  '_collection',
  '$collection',
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
  'length',
  '',
  ' ',
  "'",
  '"',
  ';',
  'a.b',
  'a b',
  'select',
  '\u0000',
  '\ud800',
  '\u202e',
  '😀',
  'x'.repeat(251),
  '0',
  '-1',
  '4294967295',
];

/** JSON text of any value, sometimes nested. */
export function valueText(dice: Dice, depth = 0): string {
  if (depth > 5 || dice.chance(0.7)) return dice.pick(SCALARS);
  if (dice.chance(0.03)) return nested(dice.pick([65, 499, 1100, 5000]));
  const items = Array.from({ length: dice.below(5) }, () => valueText(dice, depth + 1));
  if (dice.chance(0.5)) return `[${items.join(',')}]`;
  return `{${items.map((item) => `${JSON.stringify(dice.pick(NAMES))}:${item}`).join(',')}}`;
}

export function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

/** Properties of an event that name its number in `_id`, first, so that nothing else can take its place. */
export function propertiesText(dice: Dice, number: number): string {
  const members = [`"_id":"event-${number}"`];
  if (dice.chance(0.02)) for (let i = 0; i < 10_000; i++) members.push(`"field${i}":${i}`);
  for (let i = dice.below(12); i > 0; i--) {
    members.push(`${JSON.stringify(dice.pick(NAMES))}:${valueText(dice)}`);
  }
  if (dice.chance(0.4)) members.push(`"_time":${timeText(dice)}`);
  return `{${members.join(',')}}`;
}

/** Over eight hundred days, and far beyond what any clock says. */
function timeText(dice: Dice): string {
  const day = 86_400_000;
  return dice.chance(0.7) ? String(1_700_000_000_000 + dice.below(800) * day) : dice.pick(SCALARS);
}

/** Cuts the bytes, or changes some of them into what JSON and UTF-8 care about. */
export function spoil(dice: Dice, bytes: Buffer): Buffer {
  if (dice.chance(0.3)) return bytes.subarray(0, dice.below(bytes.length));
  const spoilt = Buffer.from(bytes);
  for (let i = dice.between(1, 4); i > 0; i--) {
    spoilt[dice.below(spoilt.length)] = dice.pick([0, 34, 44, 58, 91, 92, 93, 123, 125, 0x80, 0xc0, 0xff]);
  }
  return spoilt;
}

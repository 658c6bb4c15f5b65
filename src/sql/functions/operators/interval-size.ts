import type { IntervalLiteral, IntervalUnit } from '../../ast/literal.ts';

/** In units of the type: months, or milliseconds. */
const SIZES: Readonly<Record<IntervalUnit, bigint>> = {
  year: 12n,
  month: 1n,
  day: 86_400_000n,
  hour: 3_600_000n,
  minute: 60_000n,
  second: 1000n,
};

const UNITS = Object.keys(SIZES) as readonly IntervalUnit[];

/** In months, or in milliseconds. */
export function intervalSize({ negative, value, from, to }: IntervalLiteral): bigint {
  const text = value.trim();
  const sign = (negative ? -1n : 1n) * (text.startsWith('-') ? -1n : 1n);
  const first = UNITS.indexOf(from);
  const units = UNITS.slice(first, (to === null ? first : UNITS.indexOf(to)) + 1);
  const parts = text.replace(/^[+-]\s*/, '').split(/[-: ]+/);
  let size = 0n;
  for (const [index, unit] of units.entries()) {
    const [whole = '0', fraction = ''] = (parts[index] ?? '0').split('.');
    size += BigInt(whole) * SIZES[unit] + BigInt(fraction.padEnd(3, '0').slice(0, 3));
  }
  return sign * size;
}

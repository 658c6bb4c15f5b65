import type { ConfigKey, ConfigValue } from './keys.ts';

/** What a text means for a key, or what was expected instead. */
export type ReadValue = { readonly value: ConfigValue } | { readonly expected: string };

const MS_BY_UNIT: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const BYTES_BY_UNIT: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1024,
  mb: 1024 ** 2,
  gb: 1024 ** 3,
  tb: 1024 ** 4,
  pb: 1024 ** 5,
};

/** Reads the text of a value by the kind of its key. */
export function readValue(key: ConfigKey, text: string): ReadValue {
  switch (key.kind) {
    case 'integer':
      return withinBounds(key, /^[+-]?\d+$/.test(text) ? Number(text) : undefined, 'a whole number');
    case 'duration':
      return withinBounds(key, quantity(text, MS_BY_UNIT), 'a duration such as 200ms, 15s, 1.5h or 7d');
    case 'bytes':
      return withinBounds(key, wholeBytes(text), 'a size such as 64kB, 512MB or 1GB');
    case 'flag': {
      const word = text.toLowerCase();
      return word === 'true' || word === 'false' ? { value: word === 'true' } : { expected: 'true or false' };
    }
    case 'choice':
      return key.choices.includes(text) ? { value: text } : { expected: `one of ${key.choices.join(', ')}` };
    case 'list':
      return {
        value: text
          .split(',')
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      };
    case 'text':
    case 'secret':
      return key.pattern === undefined || new RegExp(key.pattern, 'u').test(text)
        ? { value: text }
        : { expected: key.expected ?? `text like ${key.pattern}` };
  }
}

/** The text that {@link readValue} reads as this value. */
export function writeValue(key: ConfigKey, value: ConfigValue): string {
  if (key.kind === 'duration')
    return withLargestUnit(value as number, MS_BY_UNIT, ['d', 'h', 'm', 's', 'ms']);
  if (key.kind === 'bytes') {
    const text = withLargestUnit(value as number, BYTES_BY_UNIT, ['pb', 'tb', 'gb', 'mb', 'kb', 'b']);
    return text.replace('kb', 'kB').replace(/[ptgm]?b$/, (unit) => unit.toUpperCase());
  }
  return typeof value === 'object' ? value.join(',') : String(value);
}

function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text);
  if (match === null) return undefined;
  const factor = units[match[2] ?? ''];
  return factor === undefined ? undefined : Number(match[1]) * factor;
}

function wholeBytes(text: string): number | undefined {
  const bytes = quantity(text.toLowerCase(), BYTES_BY_UNIT);
  return bytes === undefined ? undefined : Math.round(bytes);
}

function withinBounds(key: ConfigKey, value: number | undefined, expected: string): ReadValue {
  const { minimum, maximum } = key;
  const low = minimum === undefined ? '' : ` of at least ${writeValue(key, minimum)}`;
  const high =
    maximum === undefined ? '' : `${low === '' ? ' of' : ' and'} at most ${writeValue(key, maximum)}`;
  const fits =
    value !== undefined &&
    Number.isFinite(value) &&
    Math.abs(value) <= Number.MAX_SAFE_INTEGER &&
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity);
  return fits ? { value } : { expected: `${expected}${low}${high}` };
}

function withLargestUnit(
  value: number,
  units: Readonly<Record<string, number>>,
  order: readonly string[],
): string {
  const unit = order.find((name) => value !== 0 && value % (units[name] ?? 1) === 0) ?? order.at(-1) ?? '';
  return `${value / (units[unit] ?? 1)}${unit}`;
}

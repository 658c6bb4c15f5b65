import type { Expected } from './expected.ts';
import { type PlainValue, sameValue } from './plain-value.ts';
import type { Outcome } from './run-cases.ts';

/**
 * What differs between PrestoDB's answer and DuckDB's, in words; `undefined` when nothing does. Lengths of varchars and
 * the zone in which an instant is shown are not compared where DuckDB cannot know them.
 */
export function sameAnswer(wanted: Expected, found: Outcome): string | undefined {
  if ('error' in wanted) return foundError(wanted.error, found);
  if (found.kind === 'refused') return `refused: ${found.reason}`;
  if (found.kind === 'error') return `error: ${found.message}`;
  const type = plainType(wanted.type);
  if (plainType(found.type) !== type) return `the type is ${found.type}, not ${wanted.type}`;
  const tolerance = type.includes('real') ? 1e-6 : 1e-9;
  const equal =
    found.values.length === wanted.values.length &&
    found.values.every((value, index) => equalValues(value, wanted.values[index]!, type, tolerance));
  if (!equal) return `the answer is ${JSON.stringify(found.values)}, not ${JSON.stringify(wanted.values)}`;
  if (found.wrongType !== undefined && !type.includes('unknown'))
    return `in DuckDB of type ${found.wrongType}`;
  return undefined;
}

/** An error of DuckDB's own binder or parser is a fault of the translation, whatever PrestoDB says of the values. */
function foundError(wanted: string, found: Outcome): string | undefined {
  if (found.kind === 'values') return `no error ${wanted}, but ${JSON.stringify(found.values)}`;
  if (found.kind === 'refused') return undefined;
  const ours = found.sql === undefined;
  const translation = /^(Binder|Parser|Catalog|Internal)\b/.test(found.message);
  if (ours)
    return /SYNTAX|TYPE|FUNCTION|AMBIGUOUS/.test(wanted) ? undefined : `before it ran: ${found.message}`;
  return translation ? `a fault of the translation: ${found.message}` : undefined;
}

function equalValues(found: PlainValue, wanted: PlainValue, type: string, tolerance: number): boolean {
  if (sameValue(found, wanted, tolerance)) return true;
  return type === 'timestampwithtimezone' && typeof wanted === 'string' && inUtc(wanted) === found;
}

/** `2024-02-29 12:00:00.000 +02:00` in UTC, without the zone. */
function inUtc(text: string): string | undefined {
  const [, date, time, sign, hours, minutes] =
    /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}\.\d{3}) (?:UTC|([+-])(\d{2}):(\d{2}))$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const instant = Date.parse(`${date}T${time}Z`) - offset * 60_000;
  return new Date(instant).toISOString().replace('T', ' ').replace('Z', '');
}

function plainType(type: string): string {
  return type.replaceAll(/varchar\(\d+\)/g, 'varchar').replaceAll(/[\s"]/g, '');
}

import type { OutputColumn } from '../../../src/sql/analysis/analysis.ts';
import { printSqlType } from '../../../src/sql/types/print-sql-type.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';
import { type PlainValue, sameValue } from './plain-value.ts';
import type { PrestoAnswer } from './presto-project.ts';

type Row = readonly PlainValue[];

/**
 * What differs between DuckDB's answer to a query and PrestoDB's, in words; undefined when nothing does: names and types
 * of the columns, and the rows, in their order when they have one. Floating numbers may differ by 1e-9 of their size;
 * lengths of varchars, and the zone in which an instant is shown, are not compared.
 */
export function compareAnswers(
  columns: readonly OutputColumn[],
  duckDb: readonly Row[],
  presto: PrestoAnswer,
  sorted: boolean,
): string | undefined {
  const wanted = columns.map(
    ({ name, type }, index) => `${name ?? `_col${index}`} ${plainType(printSqlType(type))}`,
  );
  const found = presto.columns.map(({ name, type }) => `${name} ${plainType(type)}`);
  if (wanted.join() !== found.join()) return `the columns are ${found.join(', ')}, not ${wanted.join(', ')}`;
  const rows = presto.rows.map((row) => row.map((value, index) => inUtc(value, columns[index]!.type)));
  const order = (list: readonly Row[]) => (sorted ? list : list.toSorted(byText));
  if (sameValue(order(duckDb), order(rows), 1e-9)) return undefined;
  return `DuckDB says ${JSON.stringify(order(duckDb))}, PrestoDB ${JSON.stringify(order(rows))}`;
}

/** Floating numbers that differ by little may sort otherwise by their last digits alone, which are cut off. */
function byText(a: Row, b: Row): number {
  const text = (row: Row) =>
    JSON.stringify(row, (_key, value: unknown) =>
      typeof value === 'number' ? value.toPrecision(10) : value,
    );
  return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
}

function plainType(type: string): string {
  return type.replaceAll(/varchar\(\d+\)/g, 'varchar').replaceAll(/[\s"]/g, '');
}

/** Instants, which PrestoDB shows on the clocks of their zone, as the engine without zones shows them. */
function inUtc(value: PlainValue, type: SqlType): PlainValue {
  if (type.kind === 'array' && Array.isArray(value)) {
    return value.map((item: PlainValue) => inUtc(item, type.element));
  }
  if (type.kind !== 'timestamp with time zone' || typeof value !== 'string') return value;
  const [, date, time, zone] = /^(\S+) (\S+) (.+)$/.exec(value) ?? [];
  const wall = Date.parse(`${date}T${time}Z`);
  const shown = (instant: number) => wallClock(instant, zone!);
  // Two steps find the offset, but for the hour that comes twice, where the later one is taken.
  const guess = wall - (shown(wall) - wall);
  return new Date(wall - (shown(guess) - guess)).toISOString().replace('T', ' ').replace('Z', '');
}

function wallClock(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(Math.floor(instant / 1000) * 1000));
  const part = (type: string) => parts.find((each) => each.type === type)!.value;
  const text = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`;
  return Date.parse(text) + (((instant % 1000) + 1000) % 1000);
}

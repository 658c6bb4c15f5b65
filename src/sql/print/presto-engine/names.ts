import type { EngineTable } from './engine-tables.ts';

/** What is not named by us stands in quotes. Nothing in a name can end them. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function tableName({ catalog, schema, name }: EngineTable): string {
  return [catalog, schema, name].map(quoteName).join('.');
}

/** Column `index` of whatever is printed as a query, counted from 0. */
export function columnName(index: number): string {
  return `c${index + 1}`;
}

/** `c1, c2` */
export function columnNames(count: number): string {
  return Array.from({ length: count }, (_, index) => columnName(index)).join(', ');
}

/** A key that is no column of the answer, counted from 0. */
export function sortKeyName(index: number): string {
  return `s${index + 1}`;
}

/** A column of a query; where there are `names`, under that which its user gave it, or the engines' own for none. */
export function outputColumn(
  sql: string,
  index: number,
  names: readonly (string | null)[] | undefined,
): string {
  if (names === undefined) return `${sql} AS ${columnName(index)}`;
  const name = names[index] ?? '';
  return `${sql} AS ${quoteName(name === '' ? `_col${index}` : name)}`;
}

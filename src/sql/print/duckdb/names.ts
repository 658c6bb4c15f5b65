/** Everything that is named in the engine's text is named here, always in quotes. Nothing in a name can end them. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Column `index` of whatever is printed as a query, counted from 0. */
export function columnName(index: number): string {
  return `"c${index + 1}"`;
}

/** `"c1", "c2"` */
export function columnNames(count: number): string {
  return Array.from({ length: count }, (_, index) => columnName(index)).join(', ');
}

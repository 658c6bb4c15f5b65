/** The rows that aggregates and window functions are tested on. Written so that both engines read the same text. */
const COLUMNS = [
  ['key', 'bigint'],
  ['value', 'bigint'],
  ['price', 'decimal(10,2)'],
  ['ratio', 'double'],
  ['name', 'varchar'],
  ['flag', 'boolean'],
  ['day', 'date'],
] as const;

type Row = readonly (string | null)[];

const STANDARD: readonly Row[] = [
  ['1', '10', '1.50', '0.5', 'b', 'true', '2024-02-29'],
  ['2', '20', '2.25', '1.5', 'a', 'false', '2024-01-31'],
  ['3', null, null, null, null, null, null],
  ['4', '10', '-1.00', '-2.5', 'b', 'true', '2023-12-31'],
  ['5', '7', '100.10', '4.0', 'ü😀', null, '2024-02-29'],
];

export const DATA_SETS: Readonly<Record<string, readonly Row[]>> = {
  standard: STANDARD,
  empty: [],
  nulls: [['1', null, null, null, null, null, null]],
  one: [['1', '5', '5.00', '5', 'x', 'true', '2024-01-01']],
  large: [
    ['1', '9223372036854775807', '99999999.99', '1e308', 'x', 'true', '2024-01-01'],
    ['2', '1', '99999999.99', '1e308', 'y', 'true', '2024-01-01'],
  ],
};

export const COLUMN_TYPES = new Map<string, string>(COLUMNS);

/** `(SELECT … UNION ALL …) AS t`, the same for both engines. */
export function fromClause(name: string): string {
  const rows = DATA_SETS[name];
  if (rows === undefined) throw new Error(`there is no data set "${name}"`);
  const select = (row: Row) =>
    `SELECT ${COLUMNS.map(([column, type], index) => `CAST(${row[index] === null ? 'NULL' : `'${row[index]}'`} AS ${type}) AS ${column}`).join(', ')}`;
  const body =
    rows.length === 0 ? `${select(STANDARD[2]!)} WHERE 1 = 0` : rows.map(select).join(' UNION ALL ');
  return `(${body}) AS t`;
}

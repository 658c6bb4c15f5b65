/**
 * The project on which whole queries are tested, once for all engines: its collections and the rows of their physical
 * tables. Physical names differ from those users write, so that a mistake is seen.
 */
import type { Collection } from '../../../src/model/collection.ts';
import { ENVELOPE, LAKE_COLUMNS } from '../../../src/model/envelope.ts';
import type { FieldType } from '../../../src/model/field-type.ts';
import { collectionTable } from '../../../src/sql/tables/collection-table.ts';
import { fieldSqlType } from '../../../src/sql/tables/field-sql-type.ts';
import type { ProjectTables } from '../../../src/sql/tables/project-environment.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';
import { BIGINT, INTEGER, TIMESTAMP, VARCHAR } from '../../../src/sql/types/types.ts';

export function collectionOf(
  id: number,
  name: string,
  fields: Readonly<Record<string, FieldType>>,
): Collection {
  const physical = Object.entries(fields).map(([field, type]) => ({
    name: field,
    physicalName: `f_${field.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_')}`,
    type,
  }));
  return {
    id,
    projectId: 1,
    name,
    physicalName: `t_${name.replaceAll(/[^a-z0-9_]/g, '_')}`,
    topic: `p-${name}`,
    partitionCount: 1,
    revision: 0,
    schema: { id, collectionId: id, version: 1, fields: physical },
  };
}

export const PAGEVIEW = collectionOf(1, 'pageview', {
  url: 'STRING',
  _user: 'STRING',
  price: 'DOUBLE',
  n: 'LONG',
  ok: 'BOOLEAN',
  tags: 'ARRAY_STRING',
  marks: 'MAP_DOUBLE',
});
export const PURCHASE = collectionOf(2, 'purchase', {
  item: 'STRING',
  _user: 'STRING',
  amount: 'LONG',
  n: 'INTEGER',
  late: 'STRING',
});
/** Without a table. */
export const EMPTY = collectionOf(3, 'empty', { a: 'LONG', b: 'STRING' });
/** Values at the edges of their types; `_all` leaves it out. */
const EDGES = collectionOf(6, '_edges', {
  k: 'INTEGER',
  t: 'STRING',
  i: 'INTEGER',
  l: 'LONG',
  d: 'DOUBLE',
  day: 'DATE',
  at: 'TIMESTAMP',
});

/** What the users' table and a continuous one are here: tables of other names than users write. */
export const PEOPLE = collectionOf(4, 'people', { email: 'STRING' });
export const DAILY = collectionOf(5, 'daily', { total: 'LONG' });

export const COLLECTIONS = [PAGEVIEW, PURCHASE, EMPTY, EDGES] as const;

export const PROJECT: ProjectTables = {
  collections: COLLECTIONS,
  users: { ...collectionTable(PEOPLE), path: ['users'] },
  continuous: new Map([['daily', { ...collectionTable(DAILY), path: ['continuous', 'daily'] }]]),
};

/** Fields that came after the table. */
export const LEFT_OUT: ReadonlyMap<Collection, ReadonlySet<string>> = new Map([
  [PURCHASE, new Set(['f_late'])],
]);

/** A text that both engines cast to the type of its column. */
export type Cell = string | null | readonly string[] | ReadonlyMap<string, string>;

export interface PhysicalTable {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: SqlType])[];
  readonly rows: readonly (readonly Cell[])[];
}

const ENVELOPE_TYPES = { string: VARCHAR, millis: TIMESTAMP, int64: BIGINT } as const;

/** The table of a collection; `rows` have the `named` columns, the others have what all tests know. */
export function physicalTable(
  collection: Collection,
  named: readonly string[],
  rows: readonly (readonly Cell[])[],
): PhysicalTable {
  const columns = [
    ...ENVELOPE.map(({ name, kind }) => [name, ENVELOPE_TYPES[kind]] as const),
    ...LAKE_COLUMNS.map((name) => [name, name === '_partition' ? INTEGER : BIGINT] as const),
    ...collection.schema.fields
      .filter(({ physicalName }) => LEFT_OUT.get(collection)?.has(physicalName) !== true)
      .map(({ physicalName, type }) => [physicalName, fieldSqlType(type)] as const),
  ];
  const complete = rows.map((row, place) => {
    const time = row[named.indexOf('_time')]!;
    const known: Readonly<Record<string, Cell>> = {
      _shard_time: time,
      _collector: '7',
      _sequence: String(place),
      _partition: '0',
      _offset: String(place),
      _batch: String(1 + Math.floor(place / 2)),
    };
    return columns.map(([name]) => {
      const at = named.indexOf(name);
      return at >= 0 ? row[at]! : (known[name] ?? null);
    });
  });
  return { name: collection.physicalName, columns, rows: complete };
}

const EXTRA =
  '[{"property":"n","type":"LONG","error":"is no number","value":"x"},{"property":"z","error":"no column","value":[1]}]';

export const PHYSICAL_TABLES: readonly PhysicalTable[] = [
  physicalTable(
    PAGEVIEW,
    ['_id', '_time', 'f_url', 'f__user', 'f_price', 'f_n', 'f_ok', 'f_tags', 'f_marks', '_extra'],
    [
      [
        'e1',
        '2024-01-01 10:00:00.250',
        '/a',
        'ann',
        '1.5',
        '1',
        'true',
        ['x', 'y'],
        new Map([['m', '1.5']]),
        null,
      ],
      [
        'e2',
        '2024-01-01 11:30:00',
        '/b',
        'bob',
        '2.5',
        '2',
        'false',
        ['y'],
        new Map([
          ['m', '2'],
          ['k', '3'],
        ]),
        null,
      ],
      [null, '2024-01-02 00:00:00', '/a', 'ann', null, '3', null, [], null, EXTRA],
      ['e4', '2024-02-29 23:59:59.999', null, null, '-7.5', null, 'true', null, new Map(), null],
    ],
  ),
  physicalTable(
    PURCHASE,
    ['_id', '_time', 'f_item', 'f__user', 'f_amount', 'f_n'],
    [
      ['p1', '2024-01-01 12:00:00', 'book', 'ann', '10', '1'],
      ['p2', '2024-01-03 12:00:00', 'pen', 'ann', '5', '2'],
      ['p3', '2024-01-04 12:00:00', 'pen', 'cid', null, '3'],
    ],
  ),
  physicalTable(
    EDGES,
    ['_id', '_time', 'f_k', 'f_t', 'f_i', 'f_l', 'f_d', 'f_day', 'f_at'],
    [
      ['x1', '2024-03-31 00:59:59.999', '1', '', '0', '0', '0', '2024-02-29', '2024-03-31 00:59:59.999'],
      ['x2', '2024-03-31 01:00:00', '2', 'é', '-1', '-1', '-0.0', '2023-02-28', '2024-03-31 01:00:00'],
      [
        'x3',
        '2024-10-27 00:30:00',
        '3',
        '😀x',
        '2147483647',
        '9223372036854775807',
        '1e308',
        '1969-12-31',
        '2024-10-27 00:30:00',
      ],
      [
        'x4',
        '2024-10-27 01:30:00',
        '4',
        'A',
        '-2147483648',
        '-9223372036854775808',
        '-1e308',
        '2000-02-29',
        '2024-10-27 01:30:00',
      ],
      ['x5', '1969-12-31 23:59:59.001', '5', 'a ', '7', '-7', '0.1', '2024-12-31', '1969-12-31 23:59:59.001'],
      ['x6', '2024-12-31 23:59:59.999', '6', null, null, null, null, null, null],
      [
        'x7',
        '2000-02-29 12:00:00',
        '7',
        'Straße %_\\',
        '-7',
        '7',
        '2.5',
        '1900-03-01',
        '2000-02-29 12:00:00',
      ],
    ],
  ),
  physicalTable(
    PEOPLE,
    ['_id', '_time', 'f_email'],
    [
      ['u1', '2024-01-01 00:00:00', 'ann@example.org'],
      ['u2', '2024-01-02 00:00:00', null],
    ],
  ),
  physicalTable(
    DAILY,
    ['_id', '_time', 'f_total'],
    [
      ['d1', '2024-01-01 00:00:00', '2'],
      ['d2', '2024-01-02 00:00:00', '-5'],
      ['d3', '2024-01-03 00:00:00', null],
    ],
  ),
];

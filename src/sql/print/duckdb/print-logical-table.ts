import type { Collection, Field } from '../../../model/collection.ts';
import type { LogicalTable } from '../../analysis/analysis.ts';
import { duckDbType } from '../../functions/duckdb/duckdb-type.ts';
import { quote } from '../../functions/duckdb/sql-text.ts';
import { COMMON_COLUMNS } from '../../tables/collection-table.ts';
import { fieldSqlType } from '../../tables/field-sql-type.ts';
import type { AllSource, ColumnOrigin, InvalidSchemaSource, TableSource } from '../../tables/table-source.ts';
import { columnName, quoteName } from './names.ts';
import type { PhysicalTables } from './physical-tables.ts';
import { type PhysicalColumns, printScan } from './print-scan.ts';

/**
 * A table as users see it: a query over the physical tables behind it, its columns `c1`, `c2`, … by their place in
 * the logical table, `used` ones alone. The names of the physical tables are added to `read`.
 */
export function printLogicalTable(
  table: LogicalTable,
  used: readonly number[],
  tables: PhysicalTables,
  read: Set<string>,
): string {
  const source = table.source as TableSource;
  switch (source.kind) {
    case 'collection': {
      const origins = used.map((index) => ({ index, origin: source.origins[index]! }));
      return collectionRows(source.collection, origins, table, tables, read);
    }
    case 'all':
      return allRows(source, used, table, tables, read);
    case 'invalid-schema':
      return invalidRows(source, used, table, tables, read);
    default:
      throw new Error(`table "${table.path.join('.')}" cannot be printed for DuckDB`);
  }
}

type Origin = AllSource['origins'][number];

type CommonName = Exclude<ColumnOrigin, { readonly kind: 'field' }>['name'];

const COMMON_TYPES: ReadonlyMap<CommonName, string> = new Map(
  COMMON_COLUMNS.flatMap(({ column, origin }) =>
    origin.kind === 'field' ? [] : [[origin.name, duckDbType(column.type)] as const],
  ),
);

interface UsedColumn {
  readonly index: number;
  readonly origin: Origin;
}

function collectionRows(
  collection: Collection,
  columns: readonly UsedColumn[],
  table: LogicalTable,
  tables: PhysicalTables,
  read: Set<string>,
): string {
  const needed: PhysicalColumns = new Map();
  const printed = columns.map(({ index, origin }) => {
    const sql = originSql(collection, origin, needed) ?? nullOf(table, index);
    return `${sql} AS ${columnName(index)}`;
  });
  const rows = printScan(collection, needed, tables, read);
  return `SELECT ${printed.length === 0 ? '1 AS "c0"' : printed.join(', ')} FROM ${rows} AS "rows"`;
}

function nullOf(table: LogicalTable, index: number): string {
  return `CAST(NULL AS ${duckDbType(table.columns[index]!.type)})`;
}

/** undefined: the collection does not have it. */
function originSql(collection: Collection, origin: Origin, needed: PhysicalColumns): string | undefined {
  switch (origin.kind) {
    case 'field':
      return fieldSql(origin.field, needed);
    case 'common-field': {
      const field = collection.schema.fields.find(
        ({ name, type }) => name === origin.name && type === origin.type,
      );
      return field === undefined ? undefined : fieldSql(field, needed);
    }
    case 'collection-name':
      return quote(collection.name);
    case 'envelope':
    case 'lake':
      return commonSql(origin, needed);
  }
}

function fieldSql({ physicalName, type }: Field, needed: PhysicalColumns): string {
  return physical(physicalName, duckDbType(fieldSqlType(type)), needed);
}

function physical(name: string, type: string, needed: PhysicalColumns): string {
  needed.set(name, type);
  return `"rows".${quoteName(name)}`;
}

/** A column that every physical table of events has. */
function commonColumn(name: CommonName, needed: PhysicalColumns): string {
  return physical(name, COMMON_TYPES.get(name)!, needed);
}

/** An event's id: the client's, or made of collector and sequence. */
function commonSql(
  origin: Exclude<ColumnOrigin, { readonly kind: 'field' }>,
  needed: PhysicalColumns,
): string {
  const own = commonColumn(origin.name, needed);
  if (origin.name !== '_id') return own;
  const [collector, sequence] = (['_collector', '_sequence'] as const).map((name) =>
    commonColumn(name, needed),
  );
  return `coalesce(${own}, CAST(${collector} AS VARCHAR) || '-' || CAST(${sequence} AS VARCHAR))`;
}

function allRows(
  source: AllSource,
  used: readonly number[],
  table: LogicalTable,
  tables: PhysicalTables,
  read: Set<string>,
): string {
  const columns = used.map((index) => ({ index, origin: source.origins[index]! }));
  if (source.collections.length === 0) return noRows(used, table);
  return source.collections
    .map((collection) => collectionRows(collection, columns, table, tables, read))
    .join(' UNION ALL ');
}

function noRows(used: readonly number[], table: LogicalTable): string {
  const printed = used.map((index) => `${nullOf(table, index)} AS ${columnName(index)}`);
  return `SELECT ${printed.length === 0 ? '1 AS "c0"' : printed.join(', ')} WHERE false`;
}

/** How each column of `$invalid_schema` is made of an entry of `_extra`. */
const ENTRY_COLUMNS: Readonly<Record<string, string>> = {
  property: `json_extract_string("entries"."entry", '$.property')`,
  type: `json_extract_string("entries"."entry", '$.type')`,
  error_message: `json_extract_string("entries"."entry", '$.error')`,
  encoded_value: `CAST(json_extract("entries"."entry", '$.value') AS VARCHAR)`,
  event_id: '"entries"."id"',
  _user: '"entries"."user"',
  _time: '"entries"."time"',
};

function invalidRows(
  source: InvalidSchemaSource,
  used: readonly number[],
  table: LogicalTable,
  tables: PhysicalTables,
  read: Set<string>,
): string {
  if (source.collections.length === 0) return noRows(used, table);
  return source.collections
    .map((collection) => {
      const printed = used.map((index) => {
        const name = table.columns[index]!.name ?? '';
        const sql = name === 'collection' ? quote(collection.name) : ENTRY_COLUMNS[name];
        if (sql === undefined) throw new Error(`$invalid_schema has no column ${name}`);
        return `${sql} AS ${columnName(index)}`;
      });
      const columns = printed.length === 0 ? '1 AS "c0"' : printed.join(', ');
      return `SELECT ${columns} FROM (${entriesOf(collection, tables, read)}) AS "entries"`;
    })
    .join(' UNION ALL ');
}

function entriesOf(collection: Collection, tables: PhysicalTables, read: Set<string>): string {
  const needed: PhysicalColumns = new Map();
  const user = collection.schema.fields.find(({ name }) => name === '_user');
  const columns = [
    `unnest(json_extract(${commonColumn('_extra', needed)}, '$[*]')) AS "entry"`,
    `${commonSql({ kind: 'envelope', name: '_id' }, needed)} AS "id"`,
    `CAST(${user === undefined ? 'NULL' : fieldSql(user, needed)} AS VARCHAR) AS "user"`,
    `${commonColumn('_time', needed)} AS "time"`,
  ];
  const rows = printScan(collection, needed, tables, read);
  return `SELECT ${columns.join(', ')} FROM ${rows} AS "rows" WHERE "rows"."_extra" IS NOT NULL`;
}

import type { Collection } from '../../../model/collection.ts';
import type { LogicalTable } from '../../analysis/analysis.ts';
import type { AllSource, InvalidSchemaSource, TableSource } from '../../tables/table-source.ts';
import { printString } from '../presto/print-literal.ts';
import { columnName } from './names.ts';
import { PhysicalRows } from './physical-rows.ts';
import { printType } from './print-type.ts';
import type { PrestoPrinter } from './printer.ts';

/**
 * A table as users see it: a query over the physical tables behind it, its columns `c1`, `c2`, … by their place in
 * the logical table, `used` ones alone.
 */
export function printLogicalTable(
  printer: PrestoPrinter,
  table: LogicalTable,
  used: readonly number[],
): string {
  const source = table.source as TableSource;
  const selects = ((): readonly string[] => {
    switch (source.kind) {
      case 'collection': {
        const origins = used.map((index) => ({ index, origin: source.origins[index]! }));
        return collectionRows(printer, source.collection, origins, table);
      }
      case 'all': {
        const origins = used.map((index) => ({ index, origin: source.origins[index]! }));
        return source.collections.flatMap((each) => collectionRows(printer, each, origins, table));
      }
      case 'invalid-schema':
        return invalidRows(printer, source, used, table);
      default:
        throw new Error(`table "${table.path.join('.')}" cannot be printed for ${printer.dialect.name}`);
    }
  })();
  if (selects.length > 0) return selects.join(' UNION ALL ');
  const nulls = used.map((index) => `${nullOf(printer, table, index)} AS ${columnName(index)}`);
  return `SELECT ${listed(nulls)} WHERE FALSE`;
}

/** A SELECT has to have a column. */
function listed(columns: readonly string[]): string {
  return columns.length === 0 ? '1 AS c0' : columns.join(', ');
}

function nullOf({ dialect }: PrestoPrinter, table: LogicalTable, index: number): string {
  return `CAST(NULL AS ${printType(dialect, table.columns[index]!.type)})`;
}

type Origin = AllSource['origins'][number];

interface UsedColumn {
  readonly index: number;
  readonly origin: Origin;
}

/** A SELECT for each segment. */
function collectionRows(
  printer: PrestoPrinter,
  collection: Collection,
  columns: readonly UsedColumn[],
  table: LogicalTable,
): readonly string[] {
  return printer.options.tables.segmentsOf(collection).map((segment) => {
    const rows = new PhysicalRows(printer, collection, segment);
    const printed = columns.map(({ index, origin }) => {
      return `${originSql(rows, collection, origin) ?? nullOf(printer, table, index)} AS ${columnName(index)}`;
    });
    return `SELECT ${listed(printed)} FROM ${rows.from}${rows.where()}`;
  });
}

/** undefined: the collection does not have it. */
function originSql(rows: PhysicalRows, collection: Collection, origin: Origin): string | undefined {
  switch (origin.kind) {
    case 'field':
      return rows.field(origin.field);
    case 'common-field': {
      const field = collection.schema.fields.find(
        ({ name, type }) => name === origin.name && type === origin.type,
      );
      return field === undefined ? undefined : rows.field(field);
    }
    case 'collection-name':
      return `CAST(${printString(collection.name)} AS varchar)`;
    case 'envelope':
    case 'lake':
      return rows.common(origin.name);
  }
}

/** How each column of `$invalid_schema` is made of an entry of `_extra`. */
function entryColumn(name: string, rows: PhysicalRows, collection: Collection): string {
  switch (name) {
    case 'collection':
      return `CAST(${printString(collection.name)} AS varchar)`;
    case 'property':
    case 'type':
      return `json_extract_scalar(e.entry, '$.${name}')`;
    case 'error_message':
      return "json_extract_scalar(e.entry, '$.error')";
    case 'encoded_value':
      return "json_format(json_extract(e.entry, '$.value'))";
    case 'event_id':
      return rows.common('_id');
    case '_user': {
      const user = collection.schema.fields.find((field) => field.name === '_user');
      return user === undefined ? 'CAST(NULL AS varchar)' : `CAST(${rows.field(user)} AS varchar)`;
    }
    case '_time':
      return rows.common('_time');
    default:
      throw new Error(`$invalid_schema has no column ${name}`);
  }
}

function invalidRows(
  printer: PrestoPrinter,
  source: InvalidSchemaSource,
  used: readonly number[],
  table: LogicalTable,
): readonly string[] {
  return source.collections.flatMap((collection) =>
    printer.options.tables.segmentsOf(collection).map((segment) => {
      const rows = new PhysicalRows(printer, collection, segment);
      const printed = used.map((index) => {
        return `${entryColumn(table.columns[index]!.name ?? '', rows, collection)} AS ${columnName(index)}`;
      });
      const extra = rows.common('_extra');
      const entries = `UNNEST(CAST(json_parse(${extra}) AS array(json))) AS e (entry)`;
      return `SELECT ${listed(printed)} FROM ${rows.from} CROSS JOIN ${entries}${rows.where(`${extra} IS NOT NULL`)}`;
    }),
  );
}

import type { Collection, Field } from '../../model/collection.ts';
import type { TableColumn } from '../analysis/analysis.ts';
import { VARCHAR } from '../types/types.ts';
import { COMMON_COLUMNS } from './collection-table.ts';
import { fieldSqlType } from './field-sql-type.ts';
import type { AllSource, CommonField, SourcedTable } from './table-source.ts';

/** What `*` shows of `_all`, whatever collections there are: who did it. */
const FIXED_FIELDS: readonly CommonField[] = [
  { kind: 'common-field', name: '_user', type: 'STRING' },
  { kind: 'common-field', name: '_device_id', type: 'STRING' },
];

type Entry = { readonly column: TableColumn; readonly origin: AllSource['origins'][number] };

/**
 * All collections as one table, those whose names begin with `_` left out. The columns that `*` shows are fixed, so that
 * no new collection changes the shape of an answer; the fields of the collections are reachable by name, as long as all
 * that have one have it in the same type. The original called the name of the collection `$collection` at first, and
 * `_collection` later: `*` shows the older.
 */
export function allTable(collections: readonly Collection[]): SourcedTable {
  const joined = collections.filter(({ name }) => !name.startsWith('_'));
  const entries: Entry[] = [
    ...['$collection', '_collection'].map(
      (name): Entry => ({
        column: { name, type: VARCHAR, hidden: name === '_collection' },
        origin: { kind: 'collection-name' },
      }),
    ),
    ...FIXED_FIELDS.map((origin) => fieldEntry(origin, false)),
    ...COMMON_COLUMNS,
    ...agreedFields(joined).map((origin) => fieldEntry(origin, true)),
  ];
  return {
    path: ['_all'],
    columns: entries.map(({ column }) => column),
    parts: joined.length,
    source: { kind: 'all', collections: joined, origins: entries.map(({ origin }) => origin) },
  };
}

function fieldEntry(origin: CommonField, hidden: boolean): Entry {
  return { column: { name: origin.name, type: fieldSqlType(origin.type), hidden }, origin };
}

function agreedFields(collections: readonly Collection[]): readonly CommonField[] {
  const types = new Map<string, Field['type'] | undefined>();
  for (const { schema } of collections) {
    for (const { name, type } of schema.fields) {
      types.set(name, types.has(name) && types.get(name) !== type ? undefined : type);
    }
  }
  for (const { name } of FIXED_FIELDS) types.delete(name);
  return [...types].flatMap(([name, type]) =>
    type === undefined ? [] : [{ kind: 'common-field', name, type } as const],
  );
}

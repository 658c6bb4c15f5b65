import assert from 'node:assert/strict';
import test from 'node:test';
import { COLLECTIONS, collectionOf, sqlEnvironment } from '../../../test/support/sql-environment.ts';
import { FIELD_TYPES } from '../../model/field-type.ts';
import type { LogicalTable } from '../analysis/analysis.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import { projectEnvironment } from './project-environment.ts';
import type { AllSource, CollectionSource } from './table-source.ts';

function table(environment: ReturnType<typeof sqlEnvironment>, ...parts: readonly string[]): LogicalTable {
  const found = environment.findTable(parts);
  assert.ok(found !== undefined && !('refusal' in found), parts.join('.'));
  return found;
}

test('every type of field has a type in queries', () => {
  const fields = Object.fromEntries(FIELD_TYPES.map((type) => [type.toLowerCase(), type]));
  const environment = projectEnvironment({ collections: [collectionOf(1, 'c', fields)] });
  const types = table(environment, 'c')
    .columns.slice(0, 10)
    .map(({ type }) => printSqlType(type));
  assert.deepEqual(types, [
    'varchar',
    'integer',
    'double',
    'double',
    'bigint',
    'boolean',
    'date',
    'time',
    'timestamp',
    'varbinary',
  ]);
  const type = (name: string) =>
    printSqlType(table(environment, 'c').columns.find((column) => column.name === name)!.type);
  assert.equal(type('array_decimal'), 'array(double)');
  assert.equal(type('map_long'), 'map(varchar, bigint)');
});

test('columns and where they come from stand in the same order', () => {
  const pageview = table(sqlEnvironment(), 'pageview');
  const { origins } = pageview.source as CollectionSource;
  assert.equal(origins.length, pageview.columns.length);
  for (const [index, origin] of origins.entries()) {
    assert.equal(origin.kind === 'field' ? origin.field.name : origin.name, pageview.columns[index]!.name);
  }
});

test('_all leaves out collections that begin with _, and fields of two types', () => {
  const all = table(sqlEnvironment(), '_all');
  const { collections, origins } = all.source as AllSource;
  assert.deepEqual(
    collections.map(({ name }) => name),
    ['pageview', 'signup', 'order', 'users', 'a.b'],
  );
  assert.equal(origins.length, all.columns.length);
  const names = all.columns.map(({ name }) => name);
  assert.ok(names.includes('url') && names.includes('plan'));
  assert.ok(!names.includes('n'), 'bigint in one, integer in the other');
  assert.equal(new Set(names).size, names.length);
  const empty = table(projectEnvironment({ collections: [] }), '_all');
  assert.deepEqual(
    empty.columns.filter(({ hidden }) => !hidden).map(({ name }) => name),
    ['$collection', '_user', '_device_id', '_id', '_time'],
  );
});

test('the default schema is where names without one are looked up; reserved names stay what they are', () => {
  const environment = sqlEnvironment({ defaultSchema: 'continuous' });
  assert.deepEqual(table(environment, 'daily').path, ['continuous', 'daily']);
  assert.equal(environment.findTable(['pageview']), undefined);
  assert.deepEqual(table(environment, 'collection', 'pageview').path, ['collection', 'pageview']);
  assert.deepEqual(table(environment, 'users').path, ['users']);
  assert.deepEqual(table(environment, '_all').path, ['_all']);
  assert.deepEqual([...environment.tableNames()].slice(0, 1), ['collection.pageview']);
  assert.ok([...environment.tableNames()].includes('daily'));
});

test('without a table of users, the name means the collection', () => {
  const environment = projectEnvironment({ collections: COLLECTIONS });
  assert.deepEqual(table(environment, 'users').path, ['collection', 'users']);
});

test('a table is the same object each time it is asked for', () => {
  const environment = sqlEnvironment();
  assert.equal(table(environment, 'pageview'), table(environment, 'collection', 'pageview'));
  assert.equal(table(environment, '$invalid_schema'), table(environment, 'collection', '$invalid_schema'));
});

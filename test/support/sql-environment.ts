/**
 * A project for tests of the SQL compiler: collections, a continuous and a materialized table, the users' table, and a
 * continuous query that failed.
 */
import type { Collection } from '../../src/model/collection.ts';
import type { FieldType } from '../../src/model/field-type.ts';
import type { LogicalTable } from '../../src/sql/analysis/analysis.ts';
import type { AnalysisEnvironment, TableRefusal } from '../../src/sql/analysis/environment.ts';
import { projectEnvironment, type Session } from '../../src/sql/tables/project-environment.ts';
import { BIGINT, DATE, VARCHAR } from '../../src/sql/types/types.ts';

export function collectionOf(
  id: number,
  name: string,
  fields: Readonly<Record<string, FieldType>>,
): Collection {
  const physicalName = `c${id}`;
  return {
    id,
    projectId: 1,
    name,
    physicalName,
    topic: `p1-${physicalName}`,
    partitionCount: 1,
    revision: 0,
    schema: {
      id,
      collectionId: id,
      version: 1,
      fields: Object.entries(fields).map(([field, type], index) => ({
        name: field,
        physicalName: `f${index}`,
        type,
      })),
    },
  };
}

export const COLLECTIONS: readonly Collection[] = [
  collectionOf(1, 'pageview', {
    url: 'STRING',
    _user: 'STRING',
    price: 'DOUBLE',
    n: 'LONG',
    ok: 'BOOLEAN',
    day: 'DATE',
    tags: 'ARRAY_STRING',
    props: 'MAP_STRING',
  }),
  collectionOf(2, 'signup', { plan: 'STRING', _user: 'STRING', n: 'INTEGER', at: 'TIME', blob: 'BINARY' }),
  collectionOf(3, 'order', { 'total amount': 'DECIMAL', é: 'STRING', select: 'LONG' }),
  collectionOf(4, 'users', { nick: 'STRING' }),
  collectionOf(5, '_malformed', {}),
  collectionOf(6, 'a.b', { x: 'LONG' }),
];

function derived(schema: string, name: string): LogicalTable {
  return {
    path: [schema, name],
    columns: [
      { name: 'day', type: DATE, hidden: false },
      { name: 'total', type: BIGINT, hidden: false },
    ],
    source: `${schema}.${name}`,
  };
}

const USERS: LogicalTable = {
  path: ['users'],
  columns: [
    { name: 'id', type: VARCHAR, hidden: false },
    { name: 'email', type: VARCHAR, hidden: false },
  ],
  source: 'users',
};

export function sqlEnvironment(session: Session = {}): AnalysisEnvironment {
  return projectEnvironment(
    {
      collections: COLLECTIONS,
      continuous: new Map<string, LogicalTable | TableRefusal>([
        ['daily', derived('continuous', 'daily')],
        ['broken', { refusal: 'continuous query "broken" failed: division by zero', hint: 'refresh it' }],
      ]),
      materialized: new Map([['weekly', derived('materialized', 'weekly')]]),
      users: USERS,
    },
    session,
  );
}

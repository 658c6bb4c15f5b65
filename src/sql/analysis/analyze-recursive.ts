import type { CommonTable, SetOperation } from '../ast/query.ts';
import type { Relation } from '../ast/relation.ts';
import { canCoerce } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { AnalyzedCommonTable, OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeBody, type Surroundings } from './analyze-query.ts';
import { namedColumns } from './analyze-with.ts';
import { quote } from './quote.ts';
import { coerceColumns } from './type-subquery.ts';

/** `base UNION [ALL] step` alone can read itself. */
export function isRecursiveForm(table: CommonTable): boolean {
  return table.query.body.kind === 'set-operation';
}

/**
 * `name (columns) AS (base UNION ALL step)`: the step may read the name once, in FROM and not in a subquery of it, and
 * gives columns of the base's types.
 */
export function analyzeRecursive(
  state: AnalysisState,
  table: CommonTable,
  key: string,
  surroundings: Surroundings,
): AnalyzedCommonTable {
  const { query } = table;
  const body = query.body as SetOperation;
  const scope = surroundings.commonTables;
  const base = analyzeBody(state, body.left, { ...surroundings, query });
  const columns = namedColumns(state, table, query, base);
  let readings = 0;
  scope.define(key, {
    node: table,
    columns,
    tableReads: 1,
    onSelfReference: () => {
      readings++;
    },
  });
  state.commonTables.set(table, { columns, recursive: true });
  const step = analyzeBody(state, body.right, { ...surroundings, query });
  scope.forget(key);
  if (readings > 0) checkForm(state, table, body, readings);
  checkTypes(state, body, base, step);
  state.bodies.set(body, base);
  state.bodies.set(query, base);
  return { columns, recursive: readings > 0 };
}

function checkForm(state: AnalysisState, table: CommonTable, body: SetOperation, readings: number): void {
  const name = quote(table.name.name);
  const { query } = table;
  const refuse = (reason: string, hint?: string) =>
    state.error(table.name, 'SQL_NOT_SUPPORTED', reason, hint);
  if (body.operator !== 'union') {
    throw refuse(`${name} reads itself in ${body.operator.toUpperCase()}`, 'write: base UNION ALL step');
  }
  if (readings > 1) throw refuse(`${name} reads itself ${readings} times, and once is allowed`);
  if (query.with !== null || query.orderBy.length > 0 || query.limit !== null || query.offset !== null) {
    throw refuse(
      `${name} reads itself, and has a WITH, ORDER BY, OFFSET or LIMIT of its own`,
      'put these where the name is read',
    );
  }
  if (body.right.kind !== 'select' || body.right.groupBy !== null || body.right.distinct) {
    throw refuse(`${name} reads itself in what is no plain SELECT`, 'leave out GROUP BY and DISTINCT');
  }
  if (!body.right.from.some((relation) => readsDirectly(state, relation, table))) {
    throw refuse(
      `${name} reads itself in a subquery or on the outer side of a join`,
      'read it in FROM, alone or in an inner join',
    );
  }
  if (table.columns.length === 0) {
    throw refuse(
      `${name} reads itself, and its columns are not named`,
      `write ${table.name.name} (a, b) AS (…)`,
    );
  }
}

/** Where every row of the last step takes part in the next, and is never missing. */
function readsDirectly(state: AnalysisState, relation: Relation, table: CommonTable): boolean {
  switch (relation.kind) {
    case 'table': {
      const bound = state.tables.get(relation);
      return bound?.kind === 'common-table' && bound.commonTable === table;
    }
    case 'aliased':
      return readsDirectly(state, relation.relation, table);
    case 'join': {
      const { type, left, right } = relation;
      const keepsLeft = type === 'cross' || type === 'inner' || type === 'left';
      const keepsRight = type === 'cross' || type === 'inner' || type === 'right';
      return (
        (keepsLeft && readsDirectly(state, left, table)) || (keepsRight && readsDirectly(state, right, table))
      );
    }
    default:
      return false;
  }
}

function checkTypes(
  state: AnalysisState,
  body: SetOperation,
  base: readonly OutputColumn[],
  step: readonly OutputColumn[],
): void {
  if (base.length !== step.length) {
    throw state.error(
      body.right,
      'SQL_INVALID',
      `the base has ${base.length} columns, and the step has ${step.length}`,
    );
  }
  for (const [index, { type }] of step.entries()) {
    const wanted = base[index]!.type;
    if (canCoerce(type, wanted) || (type.kind === 'varchar' && wanted.kind === 'varchar')) continue;
    throw state.error(
      body.right,
      'SQL_TYPE_MISMATCH',
      `column ${index + 1} is of type ${printSqlType(wanted)} in the base, and of type ${printSqlType(type)} in the step`,
      'cast the one of the base',
    );
  }
  coerceColumns(
    state,
    body.right,
    step,
    base.map(({ type }) => type),
  );
}

import type { Expression } from '../ast/expression.ts';
import { canonicalName, type Identifier } from '../ast/name.ts';
import type {
  AliasedRelation,
  DerivedTable,
  LateralQuery,
  SampledRelation,
  TableReference,
} from '../ast/relation.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import { isNumeric } from '../types/type-traits.ts';
import { DOUBLE } from '../types/types.ts';
import type { ColumnSource, TableColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeRelation, type FromColumns, type RelationPlace } from './analyze-from.ts';
import { analyzeQuery } from './analyze-query.ts';
import type { CommonTableScope } from './common-table-scope.ts';
import { findTable } from './find-table.ts';
import { plainPlace } from './place.ts';
import { renamedColumns } from './rename-columns.ts';
import { Scope, type VisibleColumn } from './scope.ts';
import { typeExpression } from './type-expression.ts';

export function analyzeTable(
  state: AnalysisState,
  node: TableReference,
  { commonTables }: RelationPlace,
): FromColumns {
  if (node.version !== null) {
    throw state.error(
      node.version,
      'SQL_NOT_SUPPORTED',
      `FOR ${node.version.by.toUpperCase()} AS OF is not supported: tables are read as they are now`,
      'filter by _time or _shard_time',
    );
  }
  const { columns, qualifier } = findTable(state, node, node.name, commonTables);
  return sourceColumns(state, node, columns, qualifier);
}

/** A subquery in FROM; `outer` has what it may name. */
export function analyzeNestedQuery(
  state: AnalysisState,
  node: DerivedTable | LateralQuery,
  outer: Scope,
  commonTables: CommonTableScope,
): FromColumns {
  const columns = analyzeQuery(state, node.query, { outer, commonTables });
  state.charge(node, columns.length);
  return sourceColumns(
    state,
    node,
    columns.map((column) => ({ ...column, hidden: false })),
    [],
  );
}

/** Hidden columns are out of reach once columns are renamed, as in PrestoDB. */
export function analyzeAliased(
  state: AnalysisState,
  node: AliasedRelation,
  place: RelationPlace,
): FromColumns {
  const inner = analyzeRelation(state, node.relation, place);
  const qualifier = [canonicalName(node.alias)];
  state.charge(node, inner.columns.length);
  if (node.columns.length === 0) {
    const columns = inner.columns.map(({ name, type, hidden }) => ({ name, type, hidden }));
    return sourceColumns(state, node, columns, qualifier);
  }
  const visible = inner.columns.filter(({ hidden }) => !hidden);
  const renamed = renamedColumns(state, node.alias, node.columns, node.alias, visible);
  let next = 0;
  const columns = inner.columns.map(({ type, hidden }): TableColumn => {
    return hidden ? { name: null, type, hidden } : { ...renamed[next++]!, hidden };
  });
  return sourceColumns(state, node, columns, qualifier);
}

export function analyzeSample(
  state: AnalysisState,
  node: SampledRelation,
  place: RelationPlace,
): FromColumns {
  const columns = analyzeRelation(state, node.relation, place);
  const type = typeExpression(
    state,
    node.percentage,
    plainPlace(new Scope([]), place.commonTables, 'TABLESAMPLE'),
  );
  if (!isNumeric(type)) {
    throw state.error(
      node.percentage,
      'SQL_TYPE_MISMATCH',
      `TABLESAMPLE takes a percentage, and this is of type ${printSqlType(type)}`,
      'a number from 0 to 100',
    );
  }
  const percentage = literalNumber(node.percentage);
  if (percentage === undefined || percentage > 100) {
    throw state.error(
      node.percentage,
      'SQL_NOT_SUPPORTED',
      'the percentage of TABLESAMPLE must be written as a number from 0 to 100',
      'such as TABLESAMPLE BERNOULLI (10)',
    );
  }
  state.coerce(node.percentage, DOUBLE);
  return columns;
}

/** Engines want it before the query runs. */
function literalNumber(expression: Expression): number | undefined {
  if (expression.kind === 'integer') return Number(expression.digits);
  return expression.kind === 'decimal' || expression.kind === 'double' ? Number(expression.text) : undefined;
}

/** Notes the columns of a relation and makes them visible. */
export function sourceColumns(
  state: AnalysisState,
  relation: ColumnSource,
  columns: readonly TableColumn[],
  qualifier: readonly string[],
): FromColumns {
  state.relations.set(relation, columns);
  const visible = columns.map(
    ({ name, type, hidden }, index): VisibleColumn => ({
      name,
      key: name === null ? null : canonicalName({ name } satisfies Pick<Identifier, 'name'>),
      qualifier,
      type,
      hidden,
      bound: { kind: 'column', relation, index, name },
    }),
  );
  return { columns: visible, mergedAway: [] };
}

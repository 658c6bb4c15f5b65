import type { Unnest } from '../ast/relation.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { BIGINT } from '../types/types.ts';
import type { TableColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { type FromColumns, lateralScope, type RelationPlace } from './analyze-from.ts';
import { sourceColumns } from './analyze-relation.ts';
import { plainPlace } from './place.ts';
import { typeExpression } from './type-expression.ts';

/** An array gives a column, an array of rows a column for each field, a map its keys and its values. */
export function analyzeUnnest(state: AnalysisState, node: Unnest, place: RelationPlace): FromColumns {
  const inside = plainPlace(lateralScope(place), place.commonTables, 'UNNEST');
  const columns: TableColumn[] = [];
  for (const expression of node.expressions) {
    const type = typeExpression(state, expression, inside);
    columns.push(...unnested(state, expression, type));
  }
  if (node.withOrdinality) columns.push({ name: null, type: BIGINT, hidden: false });
  state.charge(node, columns.length);
  return sourceColumns(state, node, columns, []);
}

function unnested(
  state: AnalysisState,
  expression: Unnest['expressions'][number],
  type: SqlType,
): readonly TableColumn[] {
  if (type.kind === 'array') {
    const { element } = type;
    if (element.kind !== 'row') return [{ name: null, type: element, hidden: false }];
    return element.fields.map((field) => ({ name: field.name, type: field.type, hidden: false }));
  }
  if (type.kind === 'map') {
    return [type.key, type.value].map((part) => ({ name: null, type: part, hidden: false }));
  }
  throw state.error(
    expression,
    'SQL_TYPE_MISMATCH',
    `UNNEST takes arrays and maps, and this is of type ${printSqlType(type)}`,
    type.kind === 'json'
      ? 'make an array of it: CAST(… AS array(varchar))'
      : type.kind === 'varchar'
        ? "make an array of it: split(…, ',')"
        : undefined,
  );
}

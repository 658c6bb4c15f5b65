import { canonicalName } from '../ast/name.ts';
import type { Select, SelectAll, SelectItem } from '../ast/select.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SelectOutput } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { LIMITS } from './limits.ts';
import { nearName } from './near.ts';
import type { Place } from './place.ts';
import { excerpt, quote } from './quote.ts';
import { renamedColumns } from './rename-columns.ts';
import type { VisibleColumn } from './scope.ts';
import { typeExpression } from './type-expression.ts';
import { pathOf } from './type-name.ts';

/** The columns of a SELECT, `*` unfolded. */
export function analyzeSelectItems(
  state: AnalysisState,
  node: Select,
  place: Place,
): readonly SelectOutput[] {
  const outputs: SelectOutput[] = [];
  for (const item of node.items) {
    if (item.kind === 'select-all') outputs.push(...allColumns(state, node, item, place));
    else outputs.push(oneColumn(state, item, place));
    if (outputs.length > LIMITS.columns) {
      throw state.error(
        item,
        'SQL_TOO_COMPLEX',
        `the query has more than ${LIMITS.columns} columns`,
        'name those that are needed',
      );
    }
  }
  return outputs;
}

function oneColumn(
  state: AnalysisState,
  { expression, alias }: Extract<SelectItem, { readonly kind: 'select-expression' }>,
  place: Place,
): SelectOutput {
  const type = typeExpression(state, expression, place);
  const named =
    alias ??
    (expression.kind === 'identifier'
      ? expression
      : expression.kind === 'dereference'
        ? expression.field
        : undefined);
  return { name: named?.name ?? null, type, value: { kind: 'expression', expression } };
}

function allColumns(
  state: AnalysisState,
  node: Select,
  item: SelectAll,
  place: Place,
): readonly SelectOutput[] {
  state.charge(item, place.scope.columns.length);
  const outputs = unfolded(state, node, item, place);
  if (item.columns.length === 0) return outputs;
  const star = {
    ...item.columns[0]!,
    name: state.text.slice(item.position.start, item.position.end).split(/\s/)[0]!,
  };
  const names = renamedColumns(state, star, item.columns, item, outputs);
  return outputs.map((output, index) => ({ ...output, name: names[index]!.name }));
}

function unfolded(
  state: AnalysisState,
  node: Select,
  item: SelectAll,
  place: Place,
): readonly SelectOutput[] {
  if (item.target === null) {
    if (node.from.length === 0) {
      throw state.error(item, 'SQL_INVALID', 'SELECT * needs FROM', 'name a table: FROM _all');
    }
    return starColumns(state, item, place.scope.columns);
  }
  const path = pathOf(item.target);
  if (path !== undefined && path.length <= 3) {
    const columns = place.scope.columnsOf(path.map(canonicalName));
    if (columns.length > 0) {
      checkOneTable(state, item, columns);
      return starColumns(state, item, columns);
    }
    if (place.scope.find(path.slice(0, 1).map(canonicalName)).length === 0 && path.length === 1) {
      throw unknownTable(state, item, place, path[0]!.name);
    }
  }
  const type = typeExpression(state, item.target, place);
  const row = item.target;
  if (type.kind === 'row') {
    return type.fields.map(({ name, type: field }, index) => ({
      name,
      type: field,
      value: { kind: 'row-field', row, index },
    }));
  }
  throw state.error(
    row,
    'SQL_TYPE_MISMATCH',
    `${excerpt(state.text, row)} has no columns: it is of type ${printSqlType(type)}`,
    'tables and rows have',
  );
}

function starColumns(
  state: AnalysisState,
  item: SelectAll,
  columns: readonly VisibleColumn[],
): readonly SelectOutput[] {
  const outputs: SelectOutput[] = [];
  for (const { name, type, hidden, bound } of columns) {
    if (!hidden) outputs.push({ name, type, value: { kind: 'star-column', column: bound } });
  }
  if (outputs.length === 0) {
    throw state.error(
      item,
      'SQL_INVALID',
      'there is no column here that * could show',
      'columns that USING merges belong to no table, and hidden ones are reached by name',
    );
  }
  return outputs;
}

/** `FROM t, t` has two tables of one name. */
function checkOneTable(state: AnalysisState, item: SelectAll, columns: readonly VisibleColumn[]): void {
  const relations = new Set(
    columns.map(({ bound }) => (bound.kind === 'column' ? bound.relation : undefined)),
  );
  if (relations.size <= 1) return;
  throw state.error(
    item,
    'SQL_COLUMN_AMBIGUOUS',
    `${excerpt(state.text, item)} is ambiguous: ${relations.size} tables have this name`,
    'give them different aliases',
  );
}

function unknownTable(state: AnalysisState, item: SelectAll, place: Place, name: string): Error {
  const tables = new Set(place.scope.columns.flatMap(({ qualifier }) => qualifier.slice(-1)));
  const near = nearName(name, tables);
  const shown = [...tables].slice(0, 5).map(quote).join(', ');
  return state.error(
    item,
    'SQL_COLUMN_NOT_FOUND',
    `table ${quote(name)} is not in FROM`,
    near !== undefined ? `did you mean "${near}"?` : shown === '' ? undefined : `in FROM there is ${shown}`,
  );
}

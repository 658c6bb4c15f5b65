import type { ArrayConstructor, Case, Expression, RowConstructor, Subscript } from '../ast/expression.ts';
import { SUBSCRIPT } from '../functions/operators/operators.ts';
import { canCoerce, commonType } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { isInteger } from '../types/type-traits.ts';
import { arrayOf, UNKNOWN } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { resolveOperator } from './resolve-operator.ts';
import { typeExpression } from './type-expression.ts';
import { comparedType, requireBoolean, requireComparable } from './type-predicate.ts';

export function typeRow(state: AnalysisState, row: RowConstructor, place: Place): SqlType {
  requireFields(state, row);
  return {
    kind: 'row',
    fields: row.items.map((item) => ({ name: null, type: typeExpression(state, item, place) })),
  };
}

/** No engine has a row of nothing. */
export function requireFields(state: AnalysisState, row: RowConstructor): void {
  if (row.items.length > 0) return;
  throw state.error(row, 'SQL_INVALID', 'a row has at least one value', 'write NULL where none is known');
}

export function typeArray(state: AnalysisState, array: ArrayConstructor, place: Place): SqlType {
  return arrayOf(unify(state, array.items, place, 'an array holds values of one type'));
}

export function typeCase(state: AnalysisState, node: Case, place: Place): SqlType {
  if (node.operand === null) {
    for (const branch of node.branches) requireBoolean(state, branch.when, place, 'WHEN');
  } else {
    let common = typeExpression(state, node.operand, place);
    for (const { when } of node.branches) {
      common = comparedType(state, when, common, typeExpression(state, when, place));
    }
    requireComparable(state, node.operand, common, false);
    state.coerce(node.operand, common);
    for (const { when } of node.branches) state.coerce(when, common);
  }
  const results = node.branches.map((branch) => branch.result);
  if (node.otherwise !== null) results.push(node.otherwise);
  return unify(state, results, place, 'all branches of CASE give values of one type');
}

/** Types all and makes them one type; `rule` says why they have to be. */
function unify(state: AnalysisState, items: readonly Expression[], place: Place, rule: string): SqlType {
  let common: SqlType = UNKNOWN;
  for (const item of items) {
    const type = typeExpression(state, item, place);
    const next = commonType(common, type);
    if (next === undefined) {
      throw state.error(
        item,
        'SQL_TYPE_MISMATCH',
        `${rule}: this is of type ${printSqlType(type)}, and what stands before it of type ${printSqlType(common)}`,
        'cast one of them',
      );
    }
    common = next;
  }
  for (const item of items) state.coerce(item, common);
  return common;
}

export function typeSubscript(state: AnalysisState, node: Subscript, place: Place): SqlType {
  const base = typeExpression(state, node.base, place);
  const index = typeExpression(state, node.index, place);
  switch (base.kind) {
    case 'array':
      if (!isInteger(index) && index.kind !== 'unknown') {
        throw state.error(
          node.index,
          'SQL_TYPE_MISMATCH',
          `an array is read by whole numbers, and this is of type ${printSqlType(index)}`,
          'the first element has the number 1',
        );
      }
      return resolvedSubscript(state, node);
    case 'map':
      if (!canCoerce(index, base.key) && !(index.kind === 'varchar' && base.key.kind === 'varchar')) {
        throw state.error(
          node.index,
          'SQL_TYPE_MISMATCH',
          `the keys of this map are of type ${printSqlType(base.key)}, and this is of type ${printSqlType(index)}`,
        );
      }
      return resolvedSubscript(state, node);
    case 'row': {
      const number = node.index.kind === 'integer' ? Number(node.index.digits) : Number.NaN;
      const field = base.fields[number - 1];
      if (field === undefined) {
        throw state.error(
          node.index,
          'SQL_INVALID',
          `the fields of this row are read by a number from 1 to ${base.fields.length}`,
        );
      }
      return field.type;
    }
    default:
      throw state.error(
        node,
        'SQL_TYPE_MISMATCH',
        `a value of type ${printSqlType(base)} has no elements`,
        base.kind === 'json'
          ? "json_extract(…, '$[0]') reads JSON"
          : base.kind === 'varchar'
            ? 'substr(text, 1, 1) takes a part of a text'
            : 'arrays, maps and rows have',
      );
  }
}

function resolvedSubscript(state: AnalysisState, node: Subscript): SqlType {
  const type = resolveOperator(state, node, SUBSCRIPT, [node.base, node.index]);
  if (type !== undefined) return type;
  throw state.error(node, 'SQL_NOT_SUPPORTED', '[…] is not supported for these types');
}

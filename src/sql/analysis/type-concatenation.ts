import type { Arithmetic } from '../ast/expression.ts';
import { commonType } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { arrayOf, VARCHAR } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';

/** `||` of texts, of bytes, of arrays, and of an array and an element of it. */
export function typeConcatenation(
  state: AnalysisState,
  node: Arithmetic,
  left: SqlType,
  right: SqlType,
): SqlType {
  if (left.kind === 'array' || right.kind === 'array') {
    const type = arrays(state, node, left, right);
    if (type !== undefined) return type;
  }
  if (isText(left) && isText(right)) {
    state.coerce(node.left, VARCHAR);
    state.coerce(node.right, VARCHAR);
    return VARCHAR;
  }
  const binary = [left, right].filter((type) => type.kind === 'varbinary').length;
  const nulls = [left, right].filter((type) => type.kind === 'unknown').length;
  if (binary > 0 && binary + nulls === 2) {
    const type: SqlType = { kind: 'varbinary' };
    state.coerce(node.left, type);
    state.coerce(node.right, type);
    return type;
  }
  const other = isText(left) ? node.right : node.left;
  throw state.error(
    node,
    'SQL_TYPE_MISMATCH',
    `"||" cannot join ${printSqlType(left)} and ${printSqlType(right)}`,
    (isText(left) || isText(right)) && left.kind !== 'array' && right.kind !== 'array'
      ? `make a text of it: CAST(${shorten(state.text.slice(other.position.start, other.position.end))} AS varchar)`
      : 'it joins two texts, two arrays, or an array and an element of it',
  );
}

function shorten(text: string): string {
  return text.length <= 30 ? text : '…';
}

function isText(type: SqlType): boolean {
  return type.kind === 'varchar' || type.kind === 'char' || type.kind === 'unknown';
}

function arrays(state: AnalysisState, node: Arithmetic, left: SqlType, right: SqlType): SqlType | undefined {
  const common = commonType(left, right);
  if (common !== undefined && common.kind === 'array') {
    state.coerce(node.left, common);
    state.coerce(node.right, common);
    return common;
  }
  const [array, element] = left.kind === 'array' ? [left, right] : [right, left];
  if (array.kind !== 'array') return undefined;
  const whole = commonType(array.element, element);
  if (whole === undefined) return undefined;
  const type = arrayOf(whole);
  state.coerce(left.kind === 'array' ? node.left : node.right, type);
  state.coerce(left.kind === 'array' ? node.right : node.left, whole);
  return type;
}

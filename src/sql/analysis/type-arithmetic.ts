import type { Arithmetic, Unary } from '../ast/expression.ts';
import { lookupFunction } from '../functions/catalogue.ts';
import { lookupOperator, NEGATE } from '../functions/operators/operators.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { isNumeric } from '../types/type-traits.ts';
import { BIGINT, DOUBLE, MAX_PRECISION, VARCHAR } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { resolveOperator } from './resolve-operator.ts';
import { typeExpression } from './type-expression.ts';

export function typeUnary(state: AnalysisState, unary: Unary, place: Place): SqlType {
  const type = typeExpression(state, unary.operand, place);
  if (type.kind === 'unknown') state.coerce(unary.operand, DOUBLE);
  const operand = state.finalType(unary.operand);
  if (unary.operator === '+' && isNumeric(operand)) return operand;
  const result = unary.operator === '-' ? resolveOperator(state, unary, NEGATE, [unary.operand]) : undefined;
  if (result !== undefined) return result;
  throw state.error(
    unary,
    'SQL_TYPE_MISMATCH',
    `"${unary.operator}" cannot stand before a value of type ${printSqlType(type)}`,
    type.kind === 'varchar' ? 'make a number of it: CAST(… AS double)' : undefined,
  );
}

export function typeArithmetic(state: AnalysisState, node: Arithmetic, place: Place): SqlType {
  const left = typeExpression(state, node.left, place);
  const right = typeExpression(state, node.right, place);
  checkScale(state, node, left, right);
  giveNullsATypeAmong(state, node, left, right);
  const definition = node.operator === '||' ? lookupFunction('concat') : lookupOperator(node.operator);
  const result =
    definition === undefined ? undefined : resolveOperator(state, node, definition, [node.left, node.right]);
  if (result !== undefined) return result;
  throw state.error(
    node,
    'SQL_TYPE_MISMATCH',
    node.operator === '||'
      ? `"||" cannot join ${printSqlType(left)} and ${printSqlType(right)}`
      : `"${node.operator}" cannot be used between ${printSqlType(left)} and ${printSqlType(right)}`,
    node.operator === '||' ? joinHint(state, node, left, right) : hintFor(node.operator, left, right),
  );
}

/** NULL is taken for what stands on the other side, or for what can be added to it. */
function giveNullsATypeAmong(state: AnalysisState, node: Arithmetic, left: SqlType, right: SqlType): void {
  if (left.kind === 'unknown') state.coerce(node.left, typeBeside(node, right));
  if (right.kind === 'unknown') state.coerce(node.right, typeBeside(node, left));
}

function typeBeside({ operator }: Arithmetic, other: SqlType): SqlType {
  if (other.kind === 'unknown') return operator === '||' ? VARCHAR : BIGINT;
  return operator !== '||' && MOMENTS.has(other.kind) ? INTERVAL : other;
}

/** PrestoDB refuses it too: the product would lose digits. */
function checkScale(state: AnalysisState, node: Arithmetic, left: SqlType, right: SqlType): void {
  if (node.operator !== '*' || left.kind !== 'decimal' || right.kind !== 'decimal') return;
  if (left.scale + right.scale <= MAX_PRECISION) return;
  throw state.error(
    node,
    'SQL_TYPE_MISMATCH',
    `the product of ${printSqlType(left)} and ${printSqlType(right)} has more than ${MAX_PRECISION} digits after the point`,
    'cast one of them to double',
  );
}

const INTERVAL: SqlType = { kind: 'interval day to second' };

const MOMENTS: ReadonlySet<string> = new Set([
  'date',
  'time',
  'time with time zone',
  'timestamp',
  'timestamp with time zone',
]);

function isText(type: SqlType): boolean {
  return type.kind === 'varchar' || type.kind === 'char';
}

function hintFor(operator: string, left: SqlType, right: SqlType): string {
  if (operator === '+' && isText(left) && isText(right)) return 'texts are joined with ||';
  if (isText(left) || isText(right)) {
    const other = isText(left) ? right : left;
    return MOMENTS.has(other.kind)
      ? "write an interval: INTERVAL '1' DAY"
      : 'make a number of the text: CAST(… AS double)';
  }
  if ((MOMENTS.has(left.kind) && isNumeric(right)) || (MOMENTS.has(right.kind) && isNumeric(left))) {
    return "write an interval: INTERVAL '1' DAY";
  }
  if (left.kind === 'boolean' || right.kind === 'boolean') return 'make a number of it: IF(…, 1, 0)';
  return 'cast one of them so that both fit';
}

function joinHint(state: AnalysisState, node: Arithmetic, left: SqlType, right: SqlType): string {
  if (isText(left) === isText(right) || left.kind === 'array' || right.kind === 'array') {
    return 'it joins two texts, two arrays, or an array and an element of it';
  }
  const { position } = isText(left) ? node.right : node.left;
  const text = state.text.slice(position.start, position.end);
  return `make a text of it: CAST(${text.length <= 30 ? text : '…'} AS varchar)`;
}

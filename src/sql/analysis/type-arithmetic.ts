import type { Arithmetic, Expression, Unary } from '../ast/expression.ts';
import { commonType } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { DecimalType, SqlType } from '../types/sql-type.ts';
import { isFloating, isNumeric } from '../types/type-traits.ts';
import { DOUBLE, decimal, MAX_PRECISION } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { typeConcatenation } from './type-concatenation.ts';
import { typeExpression } from './type-expression.ts';

export function typeUnary(state: AnalysisState, unary: Unary, place: Place): SqlType {
  const type = typeExpression(state, unary.operand, place);
  if (isNumeric(type) || (unary.operator === '-' && isInterval(type))) return type;
  if (type.kind === 'unknown') {
    state.coerce(unary.operand, DOUBLE);
    return DOUBLE;
  }
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
  if (node.operator === '||') return typeConcatenation(state, node, left, right);
  return (
    numeric(state, node, left, right) ??
    dateTime(state, node, left, right) ??
    withNull(state, node, left, right) ??
    refuse(state, node, left, right)
  );
}

function numeric(state: AnalysisState, node: Arithmetic, left: SqlType, right: SqlType): SqlType | undefined {
  if (!isNumeric(left) || !isNumeric(right)) return undefined;
  if (left.kind === 'decimal' || right.kind === 'decimal') {
    const [a, b] = [asDecimal(left), asDecimal(right)];
    if (a !== undefined && b !== undefined) {
      state.coerce(node.left, a);
      state.coerce(node.right, b);
      return decimalResult(state, node, a, b);
    }
  }
  const common = commonType(left, right);
  if (common === undefined) return undefined;
  state.coerce(node.left, common);
  state.coerce(node.right, common);
  return common;
}

const DIGITS: Partial<Record<SqlType['kind'], number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

function asDecimal(type: SqlType): DecimalType | undefined {
  if (type.kind === 'decimal') return type;
  const digits = DIGITS[type.kind];
  return digits === undefined ? undefined : decimal(digits, 0);
}

/** PrestoDB's rules. */
function decimalResult(state: AnalysisState, node: Arithmetic, a: DecimalType, b: DecimalType): SqlType {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  switch (node.operator) {
    case '+':
    case '-':
      return decimal(Math.min(MAX_PRECISION, whole + scale + 1), scale);
    case '*':
      if (a.scale + b.scale > MAX_PRECISION) {
        throw state.error(
          node,
          'SQL_TYPE_MISMATCH',
          `the product of ${printSqlType(a)} and ${printSqlType(b)} has more than ${MAX_PRECISION} digits after the point`,
          'cast one of them to double',
        );
      }
      return decimal(Math.min(MAX_PRECISION, a.precision + b.precision), a.scale + b.scale);
    case '/':
      return decimal(Math.min(MAX_PRECISION, a.precision + b.scale + Math.max(b.scale - a.scale, 0)), scale);
    default:
      return decimal(
        Math.min(MAX_PRECISION, Math.min(b.precision - b.scale, a.precision - a.scale) + scale),
        scale,
      );
  }
}

function isInterval(type: SqlType): boolean {
  return type.kind === 'interval day to second' || type.kind === 'interval year to month';
}

const MOMENTS: ReadonlySet<string> = new Set([
  'date',
  'time',
  'time with time zone',
  'timestamp',
  'timestamp with time zone',
]);

/** Moments and intervals: what is not listed here has no meaning. */
function dateTime(
  state: AnalysisState,
  { operator, left: leftNode, right: rightNode }: Arithmetic,
  left: SqlType,
  right: SqlType,
): SqlType | undefined {
  if (operator === '+' || operator === '-') {
    if (isInterval(left) && left.kind === right.kind) return left;
    if (canShift(left, right)) return left;
    if (operator === '+' && canShift(right, left)) return right;
    if (operator === '-' && MOMENTS.has(left.kind) && MOMENTS.has(right.kind)) {
      const common = commonType(left, right);
      if (common === undefined) return undefined;
      state.coerce(leftNode, common);
      state.coerce(rightNode, common);
      return { kind: 'interval day to second' };
    }
  }
  if (operator === '*' && isInterval(right) && isFactor(left)) return scaled(state, leftNode, left, right);
  if ((operator === '*' || operator === '/') && isInterval(left) && isFactor(right)) {
    return operator === '*' ? scaled(state, rightNode, right, left) : divided(state, rightNode, left);
  }
  return undefined;
}

function canShift(moment: SqlType, interval: SqlType): boolean {
  if (!isInterval(interval) || !MOMENTS.has(moment.kind)) return false;
  const isTime = moment.kind === 'time' || moment.kind === 'time with time zone';
  return !isTime || interval.kind === 'interval day to second';
}

function isFactor(type: SqlType): boolean {
  return isNumeric(type);
}

/** By a whole number exactly, by any other as a double. */
function scaled(state: AnalysisState, factor: Expression, type: SqlType, interval: SqlType): SqlType {
  state.coerce(factor, isFloating(type) || type.kind === 'decimal' ? DOUBLE : { kind: 'bigint' });
  return interval;
}

function divided(state: AnalysisState, divisor: Expression, interval: SqlType): SqlType {
  state.coerce(divisor, DOUBLE);
  return interval;
}

/** NULL takes the type of the other side. */
function withNull(
  state: AnalysisState,
  node: Arithmetic,
  left: SqlType,
  right: SqlType,
): SqlType | undefined {
  if (left.kind !== 'unknown' && right.kind !== 'unknown') return undefined;
  const other = left.kind === 'unknown' ? right : left;
  const [nullNode, type] = left.kind === 'unknown' ? [node.left, right] : [node.right, left];
  if (other.kind === 'unknown') {
    state.coerce(node.left, { kind: 'bigint' });
    state.coerce(node.right, { kind: 'bigint' });
    return { kind: 'bigint' };
  }
  if (isNumeric(type)) {
    state.coerce(nullNode, type);
    return type.kind === 'decimal' ? decimalResult(state, node, type, type) : type;
  }
  if (isInterval(type) && (node.operator === '+' || node.operator === '-')) {
    state.coerce(nullNode, type);
    return type;
  }
  if (
    MOMENTS.has(type.kind) &&
    (node.operator === '+' || (node.operator === '-' && nullNode === node.right))
  ) {
    state.coerce(nullNode, { kind: 'interval day to second' });
    return type;
  }
  return undefined;
}

function refuse(state: AnalysisState, node: Arithmetic, left: SqlType, right: SqlType): never {
  throw state.error(
    node,
    'SQL_TYPE_MISMATCH',
    `"${node.operator}" cannot be used between ${printSqlType(left)} and ${printSqlType(right)}`,
    hintFor(node.operator, left, right),
  );
}

function hintFor(operator: string, left: SqlType, right: SqlType): string {
  const isText = (type: SqlType) => type.kind === 'varchar' || type.kind === 'char';
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

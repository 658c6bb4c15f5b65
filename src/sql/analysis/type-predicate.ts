import type { Expression } from '../ast/expression.ts';
import type { Between, Comparison, InList, IsDistinct, Like } from '../ast/predicate.ts';
import { lookupOperator } from '../functions/operators/operators.ts';
import { commonType } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { isComparable, isNumeric, isOrderable } from '../types/type-traits.ts';
import { BOOLEAN, VARCHAR } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import { isDate, isDecimal, timestampZone } from './literal-texts.ts';
import type { Place } from './place.ts';
import { resolveOperator } from './resolve-operator.ts';
import { typeExpression } from './type-expression.ts';

/** Types a condition. `where` names what needs it: `WHERE`. */
export function requireBoolean(
  state: AnalysisState,
  condition: Expression,
  place: Place,
  where: string,
): void {
  const type = typeExpression(state, condition, place);
  if (type.kind === 'boolean') return;
  if (type.kind === 'unknown') {
    state.coerce(condition, BOOLEAN);
    return;
  }
  throw state.error(
    condition,
    'SQL_TYPE_MISMATCH',
    `${where} needs a condition, and this is of type ${printSqlType(type)}`,
    'compare it with something, such as … <> 0, or … IS NOT NULL',
  );
}

export function typeComparison(state: AnalysisState, node: Comparison, place: Place): SqlType {
  const left = typeExpression(state, node.left, place);
  const right = typeExpression(state, node.right, place);
  const common = comparedType(state, node, left, right, textAmong(node.left, node.right));
  requireComparable(state, node, common, node.operator !== '=' && node.operator !== '<>');
  const definition = lookupOperator(node.operator);
  if (
    definition === undefined ||
    resolveOperator(state, node, definition, [node.left, node.right]) === undefined
  ) {
    throw state.error(
      node,
      'SQL_NOT_SUPPORTED',
      `"${node.operator}" is not supported for ${printSqlType(common)}`,
    );
  }
  return BOOLEAN;
}

export function typeIsDistinct(state: AnalysisState, node: IsDistinct, place: Place): SqlType {
  const left = typeExpression(state, node.left, place);
  const right = typeExpression(state, node.right, place);
  const common = comparedType(state, node, left, right, textAmong(node.left, node.right));
  requireComparable(state, node, common, false);
  state.coerce(node.left, common);
  state.coerce(node.right, common);
  return BOOLEAN;
}

export function typeBetween(state: AnalysisState, node: Between, place: Place): SqlType {
  const value = typeExpression(state, node.value, place);
  const low = typeExpression(state, node.low, place);
  const high = typeExpression(state, node.high, place);
  const lower = comparedType(state, node.low, value, low, textAmong(node.low));
  const common = comparedType(state, node.high, lower, high, textAmong(node.high));
  requireComparable(state, node, common, true);
  for (const part of [node.value, node.low, node.high]) state.coerce(part, common);
  return BOOLEAN;
}

export function typeInList(state: AnalysisState, node: InList, place: Place): SqlType {
  let common = typeExpression(state, node.value, place);
  for (const item of node.items) {
    common = comparedType(state, item, common, typeExpression(state, item, place), textAmong(item));
  }
  requireComparable(state, node, common, false);
  state.coerce(node.value, common);
  for (const item of node.items) state.coerce(item, common);
  return BOOLEAN;
}

export function typeLike(state: AnalysisState, node: Like, place: Place): SqlType {
  for (const part of [node.value, node.pattern, node.escape]) {
    if (part === null) continue;
    const type = typeExpression(state, part, place);
    if (type.kind !== 'varchar' && type.kind !== 'char' && type.kind !== 'unknown') {
      throw state.error(
        part,
        'SQL_TYPE_MISMATCH',
        `LIKE compares texts, and this is of type ${printSqlType(type)}`,
        'make a text of it: CAST(… AS varchar)',
      );
    }
    if (type.kind === 'unknown' || (type.kind === 'char' && part !== node.value)) state.coerce(part, VARCHAR);
  }
  if (node.escape?.kind === 'string' && [...node.escape.value].length !== 1) {
    throw state.error(node.escape, 'SQL_INVALID', 'ESCAPE takes one character');
  }
  return BOOLEAN;
}

/** The first literal text among these: what it says makes a better hint. */
function textAmong(...expressions: readonly Expression[]): string | undefined {
  for (const expression of expressions) if (expression.kind === 'string') return expression.value;
  return undefined;
}

/** The type in which two values are compared. */
export function comparedType(
  state: AnalysisState,
  node: Pick<Expression, 'position'>,
  left: SqlType,
  right: SqlType,
  text?: string,
): SqlType {
  const common = commonType(left, right);
  if (common !== undefined) return common;
  throw state.error(
    node,
    'SQL_TYPE_MISMATCH',
    `cannot compare ${printSqlType(left)} with ${printSqlType(right)}`,
    comparisonHint(left, right, text),
  );
}

function comparisonHint(left: SqlType, right: SqlType, text: string | undefined): string {
  const has = (kind: SqlType['kind']) => left.kind === kind || right.kind === kind;
  if (has('varchar') || has('char'))
    return textHint(left.kind === 'varchar' || left.kind === 'char' ? right : left, text);
  if (has('array')) return 'contains(array, element) looks into an array';
  if (has('boolean')) return 'a boolean is a condition by itself: leave out the comparison';
  if (has('row')) return 'rows are compared when they have as many fields, of types that fit';
  if (has('json')) return 'cast the JSON: CAST(… AS bigint)';
  return 'cast one of them';
}

/** What to do when a text, which may be a literal, is compared with a value of another type. */
function textHint(other: SqlType, text: string | undefined): string {
  switch (other.kind) {
    case 'date':
      return `write a date: DATE '${text !== undefined && isDate(text) ? text : '2024-02-29'}'`;
    case 'timestamp':
    case 'timestamp with time zone': {
      const fits = text !== undefined && timestampZone(text) !== undefined;
      return `write a timestamp: TIMESTAMP '${fits ? text : '2024-02-29 13:30:00'}'`;
    }
    case 'time':
    case 'time with time zone':
      return "write a time: TIME '13:30:00'";
    case 'boolean':
      return 'write TRUE or FALSE, without quotes';
    case 'json':
      return "take the text out of it: json_extract_scalar(…, '$')";
    case 'array':
      return 'contains(array, element) looks into an array';
    default:
      if (isNumeric(other) && text !== undefined && isDecimal(text)) return `leave out the quotes: ${text}`;
      return `cast one of them: CAST(… AS varchar) or CAST(… AS ${other.kind})`;
  }
}

export function requireComparable(
  state: AnalysisState,
  node: Pick<Expression, 'position'>,
  type: SqlType,
  ordered: boolean,
): void {
  if (ordered ? isOrderable(type) : isComparable(type)) return;
  throw state.error(
    node,
    'SQL_TYPE_MISMATCH',
    ordered
      ? `values of type ${printSqlType(type)} have no order`
      : `values of type ${printSqlType(type)} cannot be compared`,
    ordered && isComparable(type)
      ? 'take a part of it that has one, such as a number or a text'
      : 'compare what it stands for, such as cardinality(…)',
  );
}

import type { ArithmeticOperator, Case, Expression, Logical } from '../../ast/expression.ts';
import { printCall, printLambda } from './print-call.ts';
import { printLiteral } from './print-literal.ts';
import { printIdentifiers } from './print-name.ts';
import { printPredicate } from './print-predicate.ts';
import { printQuery } from './print-query.ts';
import { printType } from './print-type.ts';

// How tight an expression binds. What stands where a tighter one is needed goes into parentheses.
export const LOOSEST = 0;
const OR = 1;
const AND = 2;
const NOT = 3;
const PREDICATE = 4;
/** What the language calls a value: no condition. */
export const VALUE = 5;
const SIGN = 8;
const ZONE = 9;
export const PRIMARY = 10;

const ARITHMETIC: Readonly<Record<ArithmeticOperator, number>> = {
  '||': VALUE,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

/** With commas between them. */
export function printExpressions(expressions: readonly Expression[]): string {
  return expressions.map((expression) => printExpression(expression)).join(', ');
}

/** An expression where one that binds at least as tight as `needed` can stand. */
export function printExpression(expression: Expression, needed: number = LOOSEST): string {
  const printed = print(expression);
  return tightnessOf(expression) < needed ? `(${printed})` : printed;
}

function tightnessOf(expression: Expression): number {
  switch (expression.kind) {
    case 'lambda':
      return LOOSEST;
    case 'logical':
      return expression.operator === 'or' ? OR : AND;
    case 'not':
      return NOT;
    case 'comparison':
    case 'quantified-comparison':
    case 'between':
    case 'in-list':
    case 'in-query':
    case 'like':
    case 'is-null':
    case 'is-distinct':
      return PREDICATE;
    case 'arithmetic':
      return ARITHMETIC[expression.operator];
    case 'unary':
      return SIGN;
    // A number's point would be taken for the one before a field.
    case 'at-time-zone':
    case 'integer':
    case 'decimal':
    case 'double':
    case 'interval':
      return ZONE;
    default:
      return PRIMARY;
  }
}

function print(expression: Expression): string {
  switch (expression.kind) {
    case 'identifier':
      return printIdentifiers([expression]);
    case 'parameter':
      return '?';
    case 'dereference':
      return `${printExpression(expression.base, PRIMARY)}.${printIdentifiers([expression.field])}`;
    case 'subscript':
      return `${printExpression(expression.base, PRIMARY)}[${printExpression(expression.index, VALUE)}]`;
    case 'unary': {
      // Two signs in a row could begin a comment.
      const { operator, operand } = expression;
      return `${operator}${printExpression(operand, operand.kind === 'unary' ? PRIMARY : SIGN)}`;
    }
    case 'arithmetic': {
      const tightness = ARITHMETIC[expression.operator];
      const left = printExpression(expression.left, tightness);
      return `${left} ${expression.operator} ${printExpression(expression.right, tightness + 1)}`;
    }
    case 'at-time-zone':
      return `${printExpression(expression.value, ZONE)} AT TIME ZONE ${printLiteral(expression.zone)}`;
    case 'not':
      return `NOT ${printExpression(expression.operand, NOT)}`;
    case 'logical':
      return printLogical(expression);
    case 'function-call':
      return printCall(expression);
    case 'lambda':
      return printLambda(expression);
    case 'cast':
      return `${expression.safe ? 'TRY_CAST' : 'CAST'}(${printExpression(expression.value)} AS ${printType(expression.type)})`;
    case 'extract':
      return `EXTRACT(${expression.field.toUpperCase()} FROM ${printExpression(expression.value, VALUE)})`;
    case 'current':
      return `${expression.what.toUpperCase()}${expression.precision === null ? '' : `(${expression.precision})`}`;
    case 'grouping':
      return `GROUPING(${printExpressions(expression.columns)})`;
    case 'case':
      return printCase(expression);
    case 'row':
      return `ROW(${printExpressions(expression.items)})`;
    case 'array':
      return `ARRAY[${printExpressions(expression.items)}]`;
    case 'subquery':
      return `(${printQuery(expression.query)})`;
    case 'comparison':
    case 'quantified-comparison':
    case 'between':
    case 'in-list':
    case 'in-query':
    case 'like':
    case 'is-null':
    case 'is-distinct':
    case 'exists':
      return printPredicate(expression);
    default:
      return printLiteral(expression);
  }
}

/** A chain inside a chain of the same operator keeps its parentheses: it is another tree. */
function printLogical(logical: Logical): string {
  const tightness = logical.operator === 'or' ? OR : AND;
  return logical.terms
    .map((term) => printExpression(term, tightness + 1))
    .join(` ${logical.operator.toUpperCase()} `);
}

function printCase({ operand, branches, otherwise }: Case): string {
  return [
    operand === null ? 'CASE' : `CASE ${printExpression(operand, OR)}`,
    ...branches.map(
      ({ when, result }) => `WHEN ${printExpression(when, OR)} THEN ${printExpression(result, OR)}`,
    ),
    ...(otherwise === null ? [] : [`ELSE ${printExpression(otherwise, OR)}`]),
    'END',
  ].join(' ');
}

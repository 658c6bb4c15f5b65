import type { Expression } from '../ast/expression.ts';
import type { SqlType } from '../types/sql-type.ts';
import { BOOLEAN } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { typeArithmetic, typeUnary } from './type-arithmetic.ts';
import { typeCall } from './type-call.ts';
import { typeCast } from './type-cast.ts';
import { typeArray, typeCase, typeRow, typeSubscript } from './type-constructor.ts';
import { typeAtTimeZone, typeCurrent, typeExtract } from './type-date-time.ts';
import { typeGrouping } from './type-grouping.ts';
import { typeLiteral } from './type-literal.ts';
import { typeDereference, typeIdentifier } from './type-name.ts';
import { typeParameter } from './type-parameter.ts';
import {
  requireBoolean,
  typeBetween,
  typeComparison,
  typeInList,
  typeIsDistinct,
  typeLike,
} from './type-predicate.ts';
import { typeExists, typeInQuery, typeQuantified, typeSubquery } from './type-subquery.ts';

/** Types an expression and all in it, or refuses it. Whatever is not named here is refused. */
export function typeExpression(state: AnalysisState, expression: Expression, place: Place): SqlType {
  state.charge(expression, 1);
  return state.setType(expression, typeOf(state, expression, place));
}

function typeOf(state: AnalysisState, expression: Expression, place: Place): SqlType {
  switch (expression.kind) {
    case 'null':
    case 'boolean':
    case 'integer':
    case 'decimal':
    case 'double':
    case 'string':
    case 'binary':
    case 'typed-literal':
    case 'interval':
      return typeLiteral(state, expression);
    case 'identifier':
      return typeIdentifier(state, expression, place);
    case 'dereference':
      return typeDereference(state, expression, place);
    case 'parameter':
      return typeParameter(state, expression);
    case 'subscript':
      return typeSubscript(state, expression, place);
    case 'unary':
      return typeUnary(state, expression, place);
    case 'arithmetic':
      return typeArithmetic(state, expression, place);
    case 'at-time-zone':
      return typeAtTimeZone(state, expression, place);
    case 'comparison':
      return typeComparison(state, expression, place);
    case 'between':
      return typeBetween(state, expression, place);
    case 'in-list':
      return typeInList(state, expression, place);
    case 'like':
      return typeLike(state, expression, place);
    case 'is-null':
      typeExpression(state, expression.value, place);
      return BOOLEAN;
    case 'is-distinct':
      return typeIsDistinct(state, expression, place);
    case 'not':
      requireBoolean(state, expression.operand, place, 'NOT');
      return BOOLEAN;
    case 'logical':
      for (const term of expression.terms) {
        requireBoolean(state, term, place, expression.operator.toUpperCase());
      }
      return BOOLEAN;
    case 'quantified-comparison':
      return typeQuantified(state, expression, place);
    case 'in-query':
      return typeInQuery(state, expression, place);
    case 'exists':
      return typeExists(state, expression, place);
    case 'subquery':
      return typeSubquery(state, expression, place);
    case 'function-call':
      return typeCall(state, expression, place);
    case 'cast':
      return typeCast(state, expression, place);
    case 'extract':
      return typeExtract(state, expression, place);
    case 'current':
      return typeCurrent(state, expression);
    case 'grouping':
      return typeGrouping(state, expression, place);
    case 'case':
      return typeCase(state, expression, place);
    case 'row':
      return typeRow(state, expression, place);
    case 'array':
      return typeArray(state, expression, place);
    case 'lambda':
      throw state.error(
        expression,
        'SQL_MISPLACED',
        'a lambda can stand only as an argument of a function',
        'such as transform(array, x -> x + 1)',
      );
    default:
      throw unknownNode(state, expression);
  }
}

/** The compiler proves that there is none; a tree made by hand may have one all the same. */
function unknownNode(state: AnalysisState, node: never): Error {
  const { kind, position } = node as Pick<Expression, 'kind' | 'position'>;
  return state.error({ position }, 'SQL_NOT_SUPPORTED', `"${kind}" is not supported`);
}

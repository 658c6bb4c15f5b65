import type { Expression } from '../../ast/expression.ts';
import type { Between, InList, InQuery, IsDistinct, IsNull, Like, Predicate } from '../../ast/predicate.ts';
import { printExpression, printExpressions, VALUE } from './print-expression.ts';
import { printQuery } from './print-query.ts';

export function printPredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'comparison':
      return `${value(predicate.left)} ${predicate.operator} ${value(predicate.right)}`;
    case 'quantified-comparison': {
      const { operator, quantifier, query } = predicate;
      return `${value(predicate.value)} ${operator} ${quantifier.toUpperCase()} (${printQuery(query)})`;
    }
    case 'between':
      return `${asked(predicate)} BETWEEN ${value(predicate.low)} AND ${value(predicate.high)}`;
    case 'in-list':
      return `${asked(predicate)} IN (${printExpressions(predicate.items)})`;
    case 'in-query':
      return `${asked(predicate)} IN (${printQuery(predicate.query)})`;
    case 'like': {
      const ending = predicate.escape === null ? '' : ` ESCAPE ${value(predicate.escape)}`;
      return `${asked(predicate)} LIKE ${value(predicate.pattern)}${ending}`;
    }
    case 'is-null':
      return `${value(predicate.value)} IS ${not(predicate)}NULL`;
    case 'is-distinct':
      return `${value(predicate.left)} IS ${not(predicate)}DISTINCT FROM ${value(predicate.right)}`;
    case 'exists':
      return `EXISTS (${printQuery(predicate.query)})`;
  }
}

function value(expression: Expression): string {
  return printExpression(expression, VALUE);
}

function asked(predicate: Between | InList | InQuery | Like): string {
  return `${value(predicate.value)}${predicate.negated ? ' NOT' : ''}`;
}

function not(predicate: IsNull | IsDistinct): string {
  return predicate.negated ? 'NOT ' : '';
}

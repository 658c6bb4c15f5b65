import type { Analysis } from '../analysis/analysis.ts';
import type { QueryBody, SetOperation } from '../ast/query.ts';

/**
 * Chains lean to the left and may be long: they are walked, and written without parentheses around what is before.
 * `standsAlone`: what cannot be written as a part of a chain.
 */
export function setOperationChain(
  { columnCoercions }: Analysis,
  operation: SetOperation,
  print: (body: QueryBody) => string,
  standsAlone: (operation: SetOperation) => boolean = () => false,
): string {
  const chain: SetOperation[] = [operation];
  let first: QueryBody = operation.left;
  while (
    first.kind === 'set-operation' &&
    (first.operator === 'intersect') === (operation.operator === 'intersect') &&
    !standsAlone(first) &&
    !columnCoercions.has(first)
  ) {
    chain.push(first);
    first = first.left;
  }
  let sql = `(${print(first)})`;
  for (const { operator, all, right } of chain.reverse()) {
    sql += ` ${operator.toUpperCase()}${all ? ' ALL' : ''} (${print(right)})`;
  }
  return sql;
}

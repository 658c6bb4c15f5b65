import type { Case, Expression } from '../ast/expression.ts';

/** Said the same way by every engine. */
export function caseSql({ operand, branches, otherwise }: Case, print: (node: Expression) => string): string {
  const value = operand === null ? '' : ` ${print(operand)}`;
  const cases = branches.map(({ when, result }) => ` WHEN ${print(when)} THEN ${print(result)}`);
  const rest = otherwise === null ? '' : ` ELSE ${print(otherwise)}`;
  return `(CASE${value}${cases.join('')}${rest} END)`;
}

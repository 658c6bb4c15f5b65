import type { Expression } from '../ast/expression.ts';
import type { QualifiedName } from '../ast/name.ts';

/** Names in messages are cut: a text of a megabyte is no message. */
const MAX_SHOWN = 80;

export function quote(name: string): string {
  return name.length <= MAX_SHOWN ? `"${name}"` : `"${name.slice(0, MAX_SHOWN)}…"`;
}

export function writtenName(name: QualifiedName): string {
  return name.parts.map((part) => part.name).join('.');
}

/** The text of an expression, cut, for messages. */
export function excerpt(text: string, expression: Pick<Expression, 'position'>): string {
  return quote(text.slice(expression.position.start, expression.position.end).replace(/\s+/g, ' '));
}

import { canonicalName } from '../ast/name.ts';
import type { NamedType, TypeNode } from '../ast/type.ts';
import { parseSqlType } from './parse-type-pattern.ts';
import type { SqlType } from './sql-type.ts';

/** What is wrong with a type that a query names, and where. */
export class TypeNodeError extends Error {
  override readonly name = 'TypeNodeError';
  readonly node: TypeNode;

  constructor(node: TypeNode, message: string) {
    super(message);
    this.node = node;
  }
}

/** The type that a `CAST` names. Error: {@link TypeNodeError}. */
export function typeOfNode(node: TypeNode): SqlType {
  switch (node.kind) {
    case 'row-type':
      return {
        kind: 'row',
        fields: node.fields.map(({ name, type }) => ({
          name: name === null ? null : canonicalName(name),
          type: typeOfNode(type),
        })),
      };
    case 'date-time-type':
      if (node.precision !== null && node.precision !== 3) {
        throw new TypeNodeError(
          node,
          `${node.base} has milliseconds here: ${node.base}(3), not ${node.base}(${node.precision})`,
        );
      }
      return { kind: node.withTimeZone ? `${node.base} with time zone` : node.base };
    case 'interval-type': {
      const text = `interval ${node.from} to ${node.to}`;
      if (text !== 'interval year to month' && text !== 'interval day to second') {
        throw new TypeNodeError(
          node,
          `type "${text}" is not known: there are interval year to month and interval day to second`,
        );
      }
      return { kind: text };
    }
    case 'named-type':
      return namedType(node);
  }
}

function namedType(node: NamedType): SqlType {
  const name = node.name.parts.map(canonicalName).join('.');
  const types = node.parameters.flatMap((parameter) =>
    parameter.kind === 'type-number' ? [] : [typeOfNode(parameter)],
  );
  const [first, second] = types;
  if (name === 'array' && types.length === 1 && node.parameters.length === 1) {
    return { kind: 'array', element: first! };
  }
  if (name === 'map' && types.length === 2 && node.parameters.length === 2) {
    return { kind: 'map', key: first!, value: second! };
  }
  if (types.length > 0 || name === 'function') {
    throw new TypeNodeError(node, `type "${name}" does not take these parameters`);
  }
  const numbers = node.parameters.map((parameter) =>
    parameter.kind === 'type-number' ? parameter.value : 0,
  );
  const text = numbers.length === 0 ? name : `${name}(${numbers.join(',')})`;
  try {
    return parseSqlType(text);
  } catch (error) {
    throw new TypeNodeError(node, error instanceof Error ? error.message : String(error));
  }
}

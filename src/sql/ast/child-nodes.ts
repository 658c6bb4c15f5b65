import type { AstNode } from './node.ts';

/** The nodes that stand directly in a node, in the order of its members, which is that of the text with few exceptions. */
export function childNodes(node: AstNode): readonly AstNode[] {
  const children: AstNode[] = [];
  const values: readonly unknown[] = Object.values(node);
  for (const value of values) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

/** All members of a node are nodes, lists of nodes, positions or plain values. */
function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

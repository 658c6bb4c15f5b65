import type { AstNode } from '../../src/sql/ast/node.ts';

/** A tree as text, without what printing may change: places, and whether a name had quotes. Equal texts, equal trees. */
export function treeText(node: AstNode): string {
  return JSON.stringify(node, (key, value: unknown) =>
    key === 'position' || key === 'quoted' ? undefined : value,
  );
}

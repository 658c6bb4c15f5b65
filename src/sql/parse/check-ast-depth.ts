import { childNodes } from '../ast/child-nodes.ts';
import type { AstNode } from '../ast/node.ts';
import type { Query } from '../ast/query.ts';
import { syntaxError } from './syntax-error.ts';

/**
 * Refuses a tree deeper than `maxDepth`, so that whatever walks it later may recurse. Parentheses were counted before,
 * but chains of operators, joins and set operations make trees as deep as they are long. Walks without recursion.
 */
export function checkAstDepth(text: string, query: Query, maxDepth: number): void {
  let layer: readonly AstNode[] = [query];
  for (let depth = 1; layer.length > 0; depth++) {
    const [first] = layer;
    if (depth > maxDepth && first !== undefined) {
      throw syntaxError(
        text,
        first.position.start,
        first.position.end,
        `the query is more than ${maxDepth} levels deep`,
        {
          code: 'QUERY_TOO_DEEP',
          hint: 'cut long chains of operators, joins or set operations with parentheses or WITH',
        },
      );
    }
    layer = layer.flatMap(childNodes);
  }
}

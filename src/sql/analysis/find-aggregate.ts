import { childNodes } from '../ast/child-nodes.ts';
import type { AstNode } from '../ast/node.ts';
import type { AnalysisState } from './analysis-state.ts';

/** The first aggregate or window function in a typed expression, in words; those of subqueries do not count. */
export function findAggregate(state: AnalysisState, node: AstNode): string | undefined {
  if (node.kind === 'query') return undefined;
  if (node.kind === 'grouping') return 'GROUPING';
  if (node.kind === 'function-call') {
    const kind = state.calls.get(node)?.definition.kind;
    const name = node.name.parts[0]!.name;
    if (node.window !== null) return `window function "${name}"`;
    if (kind === 'aggregate') return `aggregate "${name}"`;
  }
  for (const child of childNodes(node)) {
    const found = findAggregate(state, child);
    if (found !== undefined) return found;
  }
  return undefined;
}

import type { Analysis } from '../analysis/analysis.ts';
import type { Query } from '../ast/query.ts';
import type { SampledRelation, TableReference } from '../ast/relation.ts';

export interface Sampling {
  readonly method: 'bernoulli' | 'system';
  /** 0–100. */
  readonly percentage: number;
}

/**
 * The query with a sample of every table that it reads, in place of all rows. WITH names are left as they are: what they
 * read is sampled already. The new tree has to be analysed again.
 */
export function sampleTables(query: Query, analysis: Analysis, { method, percentage }: Sampling): Query {
  const sampled = (node: TableReference): SampledRelation => ({
    kind: 'sampled',
    relation: node,
    method,
    percentage: { kind: 'double', text: String(percentage), position: node.position },
    position: node.position,
  });
  const isTable = (node: object): node is TableReference =>
    'kind' in node &&
    node.kind === 'table' &&
    analysis.tables.get(node as TableReference)?.kind === 'logical-table';
  return replaced(query, (node) => (isTable(node) ? sampled(node) : undefined)) as Query;
}

/** A tree with some nodes replaced. Nodes without such are kept as they are. */
function replaced(value: unknown, replacement: (node: object) => object | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const changed = items.map((item) => replaced(item, replacement));
    return changed.some((item, index) => item !== items[index]) ? changed : value;
  }
  const instead = replacement(value);
  if (instead !== undefined) return instead;
  const members = Object.entries(value).map(
    ([name, member]) => [name, replaced(member, replacement)] as const,
  );
  const before = value as Readonly<Record<string, unknown>>;
  return members.some(([name, member]) => member !== before[name]) ? Object.fromEntries(members) : value;
}

import type { Analysis, BoundColumn, ColumnSource } from '../analysis/analysis.ts';
import type { Join, Relation } from '../ast/relation.ts';

export type SourceColumn = Extract<BoundColumn, { readonly kind: 'column' | 'merged-column' }>;

/**
 * The columns of relations, as the analysis counts them. An alias adds no relation to the engine's text: its columns are
 * those of what it names.
 */
export class RelationColumns {
  readonly #analysis: Analysis;
  readonly #known = new Map<Relation, readonly SourceColumn[]>();
  readonly #numbers = new Map<ColumnSource | Join, number>();

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Of a relation as it stands in FROM, in order, hidden ones too. */
  of(relation: Relation): readonly SourceColumn[] {
    let columns = this.#known.get(relation);
    if (columns === undefined) {
      columns = this.#columnsOf(relation);
      this.#known.set(relation, columns);
    }
    return columns;
  }

  /** The column of a table, query, UNNEST or join that a column stands for, aliases followed. */
  origin(column: SourceColumn): SourceColumn {
    let found = column;
    while (found.kind === 'column' && found.relation.kind === 'aliased') {
      const inner = this.of(found.relation.relation)[found.index];
      if (inner === undefined) throw new Error(`there is no column ${found.index} behind an alias`);
      found = inner;
    }
    return found;
  }

  /** The same for the same column, whatever object says it. */
  key(column: SourceColumn): string {
    const origin = this.origin(column);
    return `${this.#number(origin.kind === 'column' ? origin.relation : origin.join)}.${origin.index}`;
  }

  #number(of: ColumnSource | Join): number {
    let number = this.#numbers.get(of);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(of, number);
    }
    return number;
  }

  #columnsOf(relation: Relation): readonly SourceColumn[] {
    if (relation.kind === 'sampled') return this.of(relation.relation);
    if (relation.kind === 'join') return this.#joined(relation);
    const columns = this.#analysis.relations.get(relation);
    if (columns === undefined) throw new Error(`a relation of kind ${relation.kind} was not analysed`);
    return columns.map(({ name }, index) => ({ kind: 'column', relation, index, name }));
  }

  /** Chains of joins are long, so they are walked and not descended. */
  #joined(join: Join): readonly SourceColumn[] {
    const chain: Join[] = [];
    let first: Relation = join;
    while (first.kind === 'join') {
      chain.push(first);
      first = first.left;
    }
    let columns = this.of(first);
    for (const each of chain.reverse()) columns = this.#merged(each, [...columns, ...this.of(each.right)]);
    return columns;
  }

  #merged(join: Join, both: readonly SourceColumn[]): readonly SourceColumn[] {
    const merged = this.#analysis.joins.get(join);
    if (merged === undefined) return both;
    const away = new Set(
      merged.flatMap(({ left, right }) =>
        [left.column, right.column].map((c) => this.key(c as SourceColumn)),
      ),
    );
    return [
      ...merged.map(({ name }, index) => ({ kind: 'merged-column', join, index, name }) as const),
      ...both.filter((column) => !away.has(this.key(column))),
    ];
  }
}

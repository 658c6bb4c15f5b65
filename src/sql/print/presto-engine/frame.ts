import type { Select } from '../../ast/select.ts';
import type { RelationColumns, SourceColumn } from '../relation-columns.ts';

/** One SELECT of the engine's text while it is printed: what the columns of its relations are called in it. */
export class Frame {
  readonly select: Select | undefined;
  readonly #parent: Frame | undefined;
  readonly #columns: RelationColumns;
  readonly #own = new Map<string, string>();
  #outerUses = 0;
  /** What columns are called once FROM and WHERE have become a subquery: see `Groups`. */
  projected: ((key: string, sql: string) => string) | undefined;

  constructor(select: Select | undefined, parent: Frame | undefined, columns: RelationColumns) {
    this.select = select;
    this.#parent = parent;
    this.#columns = columns;
  }

  /** How often columns of the queries around were taken. */
  get outerUses(): number {
    return this.#outerUses;
  }

  /** Makes a column one of this SELECT's own. */
  define(column: SourceColumn, sql: string): void {
    this.#own.set(this.#columns.key(column), sql);
  }

  column(column: SourceColumn): string {
    const key = this.#columns.key(column);
    const own = this.#own.get(key);
    if (own !== undefined) return this.projected?.(key, own) ?? own;
    if (this.#parent === undefined) throw new Error('a column is of no relation that is printed');
    this.#outerUses++;
    return this.#parent.column(column);
  }
}

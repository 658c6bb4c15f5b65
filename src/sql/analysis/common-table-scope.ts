import { canonicalName } from '../ast/name.ts';
import type { CommonTable } from '../ast/query.ts';
import type { OutputColumn } from './analysis.ts';

/** A WITH name where it is known. */
export interface VisibleCommonTable {
  readonly node: CommonTable;
  readonly columns: readonly OutputColumn[];
  /** Tables read each time it is. */
  readonly tableReads: number;
  /** While its own query is analysed under RECURSIVE: called for each reading of itself. */
  readonly onSelfReference?: () => void;
}

/**
 * The WITH names known at some place. Each WITH adds a scope, and each of its queries sees the names before it, so that
 * no name is known outside of the query that defines it.
 */
export class CommonTableScope {
  readonly #parent: CommonTableScope | undefined;
  readonly #known = new Map<string, VisibleCommonTable>();
  readonly #all: readonly CommonTable[];

  constructor(parent: CommonTableScope | undefined, all: readonly CommonTable[]) {
    this.#parent = parent;
    this.#all = all;
  }

  define(key: string, table: VisibleCommonTable): void {
    this.#known.set(key, table);
  }

  forget(key: string): void {
    this.#known.delete(key);
  }

  find(key: string): VisibleCommonTable | undefined {
    return this.#known.get(key) ?? this.#parent?.find(key);
  }

  /** A table of this name that a WITH around this place defines, but that is not known here. */
  findUnknown(key: string): CommonTable | undefined {
    return this.#all.find((table) => canonicalName(table.name) === key) ?? this.#parent?.findUnknown(key);
  }

  /** Names known here, for "did you mean". */
  names(): readonly string[] {
    return [...this.#known.keys(), ...(this.#parent?.names() ?? [])];
  }
}

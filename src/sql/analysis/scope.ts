import type { Query } from '../ast/query.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { BoundColumn } from './analysis.ts';

/** A column that names can mean. */
export interface VisibleColumn {
  /** As shown; null when it has none. */
  readonly name: string | null;
  /** Canonical; null when it has none. */
  readonly key: string | null;
  /** What may stand before the name, canonical, the nearest last: `t`, or `collection`, `pageview`. */
  readonly qualifier: readonly string[];
  readonly type: SqlType;
  readonly hidden: boolean;
  readonly bound: BoundColumn;
}

export interface ScopeOptions {
  readonly parent?: Scope | undefined;
  /** The query whose limits lie between this scope and its parent. */
  readonly boundary?: Query | undefined;
  /** Canonical names of columns that USING merged, with what stood before them. */
  readonly mergedAway?: readonly VisibleColumn[];
}

/** The columns that names can mean at some place, and those of the queries around it. */
export class Scope {
  readonly columns: readonly VisibleColumn[];
  readonly parent: Scope | undefined;
  readonly boundary: Query | undefined;
  readonly mergedAway: readonly VisibleColumn[];
  #byKey: Map<string, VisibleColumn[]> | undefined;

  constructor(columns: readonly VisibleColumn[], { parent, boundary, mergedAway = [] }: ScopeOptions = {}) {
    this.columns = columns;
    this.parent = parent;
    this.boundary = boundary;
    this.mergedAway = mergedAway;
  }

  /** The columns of this scope alone that `path` can mean, its last part being the column's name. */
  find(path: readonly string[]): readonly VisibleColumn[] {
    this.#byKey ??= grouped(this.columns);
    const named = this.#byKey.get(path[path.length - 1] as string) ?? [];
    if (path.length === 1) return named;
    const before = path.slice(0, -1);
    return named.filter((column) => endsWith(column.qualifier, before));
  }

  /** The columns of this scope alone that a relation's name stands before. */
  columnsOf(relation: readonly string[]): readonly VisibleColumn[] {
    return this.columns.filter((column) => endsWith(column.qualifier, relation));
  }
}

function grouped(columns: readonly VisibleColumn[]): Map<string, VisibleColumn[]> {
  const byKey = new Map<string, VisibleColumn[]>();
  for (const column of columns) {
    if (column.key === null) continue;
    const same = byKey.get(column.key);
    if (same === undefined) byKey.set(column.key, [column]);
    else same.push(column);
  }
  return byKey;
}

export function endsWith(path: readonly string[], end: readonly string[]): boolean {
  const from = path.length - end.length;
  return from >= 0 && end.every((part, index) => path[from + index] === part);
}

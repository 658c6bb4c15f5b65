import type { Select } from '../../ast/select.ts';
import type { RelationColumns, SourceColumn } from '../relation-columns.ts';
import { columnName } from './names.ts';

/** Of a SELECT with groups: `source` is before, `groups` after rows become groups. Others have the first alone. */
export type Phase = 'source' | 'groups';

/**
 * One SELECT of the engine's text while it is printed: what its columns are called there, and what it takes from the
 * SELECTs around it. Columns of these are taken as they are, but where a lambda, a window function or the condition of
 * an outer join needs one: there DuckDB sees the columns of the same SELECT alone, and calls are printed with lambdas
 * where a value is used twice. Such a column is brought in by a relation of one row, `imports`; not always, because the
 * engine plans that several times slower.
 */
export class Frame {
  readonly select: Select | undefined;
  readonly #parent: Frame | undefined;
  readonly #columns: RelationColumns;
  readonly #newAlias: () => string;
  readonly #own = new Map<string, string>();
  readonly #imports = new Map<Phase, Imports>();
  #phase: Phase = 'source';
  #importing = false;
  /** In FROM, where no other relation can be seen. */
  #inFrom = false;
  #outerUses = 0;
  #innerUses = 0;
  /** Where columns of the SELECTs around come from in the condition of a join that is being printed. */
  #joinImports: Imports | undefined;
  /** What columns of this SELECT are once rows are grouped. */
  regrouped: ((column: SourceColumn) => string) | undefined;

  constructor(
    parent: Frame | undefined,
    select: Select | undefined,
    columns: RelationColumns,
    newAlias: () => string,
  ) {
    this.#parent = parent;
    this.select = select;
    this.#columns = columns;
    this.#newAlias = newAlias;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** How often columns of the SELECTs around were taken, but through the relation of the whole SELECT. */
  get outerUses(): number {
    return this.#outerUses;
  }

  /** How often SELECTs within this one took columns of it or of those around it. */
  get innerUses(): number {
    return this.#innerUses;
  }

  /** Makes a column one of this SELECT's own. */
  define(column: SourceColumn, sql: string): void {
    this.#own.set(this.#columns.key(column), sql);
  }

  /** The column as this SELECT says it. */
  column(column: SourceColumn): string {
    const key = this.#columns.key(column);
    const own = this.#own.get(key);
    if (own !== undefined) return this.#phase === 'source' ? own : (this.regrouped?.(column) ?? own);
    if (this.#parent === undefined) throw new Error('a column is of no relation that is printed');
    const outer = () => this.#outerColumn(column);
    if (this.#importing && !this.#inFrom) return imported(this.#importsOf(this.#phase), key, outer);
    this.#outerUses++;
    return this.#joinImports === undefined ? outer() : imported(this.#joinImports, key, outer);
  }

  #outerColumn(column: SourceColumn): string {
    const parent = this.#parent!;
    parent.#innerUses++;
    return parent.column(column);
  }

  #importsOf(phase: Phase): Imports {
    let imports = this.#imports.get(phase);
    if (imports === undefined) {
      imports = { alias: this.#newAlias(), indexes: new Map(), texts: [] };
      this.#imports.set(phase, imports);
    }
    return imports;
  }

  /** FROM, with the relation that brings in what was asked of the SELECTs around in that phase. */
  from(phase: Phase, from: string | undefined): string {
    const imports = this.#imports.get(phase);
    if (imports === undefined) return from === undefined ? '' : ` FROM ${from}`;
    // It comes last, where no outer join can make its columns NULL.
    return ` FROM ${from === undefined ? '' : `${from} CROSS JOIN `}${relationOf(imports)}`;
  }

  /** Prints the condition of a join; with it the relation that brings in what it takes from the SELECTs around. */
  importingForJoin(print: () => string): { readonly sql: string; readonly relation: string | undefined } {
    const before = this.#joinImports;
    const imports = { alias: this.#newAlias(), indexes: new Map(), texts: [] };
    this.#joinImports = imports;
    try {
      const sql = print();
      return { sql, relation: imports.texts.length === 0 ? undefined : relationOf(imports) };
    } finally {
      this.#joinImports = before;
    }
  }

  inPhase<T>(phase: Phase, print: () => T): T {
    const before = this.#phase;
    this.#phase = phase;
    try {
      return print();
    } finally {
      this.#phase = before;
    }
  }

  inFrom<T>(print: () => T): T {
    const before = this.#inFrom;
    this.#inFrom = true;
    try {
      return print();
    } finally {
      this.#inFrom = before;
    }
  }

  importing<T>(print: () => T): T {
    const before = this.#importing;
    this.#importing = true;
    try {
      return print();
    } finally {
      this.#importing = before;
    }
  }

  /** Whether columns of SELECTs around can be brought in here, and are not yet. */
  get canImport(): boolean {
    return !this.#importing && !this.#inFrom && this.#parent !== undefined;
  }
}

/** A column of the SELECTs around, as a relation that brings it in has it. */
function imported({ alias, indexes, texts }: Imports, key: string, outer: () => string): string {
  let index = indexes.get(key);
  if (index === undefined) {
    index = texts.length;
    indexes.set(key, index);
    texts.push(outer());
  }
  return `${alias}.${columnName(index)}`;
}

/** Of one row. */
function relationOf({ alias, texts }: Imports): string {
  return `(SELECT ${texts.map((sql, index) => `${sql} AS ${columnName(index)}`).join(', ')}) AS ${alias}`;
}

interface Imports {
  readonly alias: string;
  readonly indexes: Map<string, number>;
  readonly texts: string[];
}

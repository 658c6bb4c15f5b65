import type { Analysis } from '../../analysis/analysis.ts';
import type { Position } from '../../ast/position.ts';
import type { Join } from '../../ast/relation.ts';
import type { Select } from '../../ast/select.ts';
import { EnginePrinter } from '../engine-printer.ts';
import type { ParameterValue } from '../parameter-value.ts';
import { Frame } from './frame.ts';
import { quoteName } from './names.ts';
import type { PhysicalTables } from './physical-tables.ts';

export interface DuckDbOptions {
  readonly tables: PhysicalTables;
  /** The zone of the caller's days; must be one that the analysis knows. */
  readonly timezone: string;
  /** Of `?`, in order; their types are those that the analysis was given. */
  readonly parameters: readonly ParameterValue[];
}

/** DuckDB takes about four times as long to plan one more of `WHERE x = (SELECT max(x) … WHERE x = (…))`: 0.2 s here. */
const DEEPEST_SUBQUERY = 7;

/** More characters than this are no query of a person's. */
const LONGEST_TEXT = 2_000_000;

const DUCKDB = { name: 'DuckDB', longestText: LONGEST_TEXT, mostPrinted: 25 * LONGEST_TEXT };

export class DuckDbPrinter extends EnginePrinter {
  readonly options: DuckDbOptions;
  /** Counts how often WITH names are read. */
  withNamesPrinted = 0;
  /** Of tables that are WITH names, or hold some. */
  readonly fullJoinsOfWithNames: Join[] = [];
  #subqueryDepth = 0;
  readonly #importing = new Set<object>();
  #frame: Frame | undefined;
  #names = 0;

  constructor(analysis: Analysis, text: string, options: DuckDbOptions) {
    super(analysis, text, DUCKDB, options.parameters);
    this.options = options;
  }

  /** A relation's name, in quotes, that is used once in the query and cannot be a table's. */
  readonly alias = (): string => quoteName(`$${++this.#names}`);

  /** The name of a lambda's parameter. */
  fresh(): string {
    return `p${++this.#names}`;
  }

  get frame(): Frame {
    if (this.#frame === undefined) throw new Error('an expression stands in no query');
    return this.#frame;
  }

  inFrame<T>(select: Select | undefined, print: (frame: Frame) => T): T {
    const parent = this.#frame;
    const frame = new Frame(parent, select, this.columns, this.alias);
    this.#frame = frame;
    try {
      return print(frame);
    } finally {
      this.#frame = parent;
    }
  }

  /**
   * Prints an expression that stands by itself in a clause; once more, with the columns of queries around brought in,
   * when lambdas or window functions cannot see them. It is noted which do, so that nesting does not double the work at each level.
   */
  clause(node: object, print: () => string): string {
    const { frame } = this;
    if (!frame.canImport) return print();
    if (this.#importing.has(node)) return frame.importing(print);
    const before = frame.outerUses;
    const sql = print();
    if (frame.outerUses === before || !/\blambda\b|\bOVER \(/.test(sql)) return sql;
    this.#importing.add(node);
    return frame.importing(print);
  }

  /** Prints a subquery that is a value or a condition. */
  subquery<T>(node: { readonly position: Position }, print: () => T): T {
    if (this.#subqueryDepth === DEEPEST_SUBQUERY) {
      throw this.error(
        node,
        'SQL_TOO_COMPLEX',
        `more than ${DEEPEST_SUBQUERY} subqueries stand within each other`,
        'name the inner ones with WITH',
      );
    }
    this.subqueries++;
    this.#subqueryDepth++;
    try {
      return print();
    } finally {
      this.#subqueryDepth--;
    }
  }
}

import type { Analysis } from '../../analysis/analysis.ts';
import type { Select } from '../../ast/select.ts';
import { EnginePrinter } from '../engine-printer.ts';
import type { ParameterValue } from '../parameter-value.ts';
import { DIALECTS, type Dialect, type PrestoEngine } from './dialect.ts';
import type { EngineTables } from './engine-tables.ts';
import { Frame } from './frame.ts';

export interface PrestoOptions {
  readonly engine: PrestoEngine;
  readonly tables: EngineTables;
  /** The zone of the caller's days; must be one that the analysis knows. The engine's session has to be in UTC. */
  readonly timezone: string;
  /** Of `?`, in order; their types are those that the analysis was given. */
  readonly parameters: readonly ParameterValue[];
}

/** PrestoDB takes a million characters unless configured otherwise (`query.max-length`). */
const LONGEST_TEXT = 1_000_000;

export class PrestoPrinter extends EnginePrinter {
  readonly dialect: Dialect;
  readonly options: PrestoOptions;
  #lambdas = 0;
  #frame: Frame | undefined;
  #names = 0;

  constructor(analysis: Analysis, text: string, options: PrestoOptions) {
    const dialect = DIALECTS[options.engine];
    const { name } = dialect;
    super(
      analysis,
      text,
      { name, longestText: LONGEST_TEXT, mostPrinted: 100 * LONGEST_TEXT },
      options.parameters,
    );
    this.dialect = dialect;
    this.options = options;
  }

  /** A name that is used once in the query: `r` of a relation, `w` of a WITH query, `p` of a lambda's parameter. */
  fresh(kind: 'r' | 'w' | 'p'): string {
    return `${kind}${++this.#names}`;
  }

  get frame(): Frame {
    if (this.#frame === undefined) throw new Error('an expression stands in no query');
    return this.#frame;
  }

  /** How many lambdas are around what is printed. */
  get lambdas(): number {
    return this.#lambdas;
  }

  withinLambda<T>(print: () => T): T {
    this.#lambdas++;
    try {
      return print();
    } finally {
      this.#lambdas--;
    }
  }

  inFrame<T>(select: Select | undefined, print: (frame: Frame) => T): T {
    const parent = this.#frame;
    const frame = new Frame(select, parent, this.columns);
    this.#frame = frame;
    try {
      return print(frame);
    } finally {
      this.#frame = parent;
    }
  }
}

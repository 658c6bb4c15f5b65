import type { Grouping, OutputValue } from '../../analysis/analysis.ts';
import type { FunctionCall } from '../../ast/call.ts';
import type { Expression, Grouping as GroupingCall } from '../../ast/expression.ts';
import { duckDbType } from '../../functions/duckdb/duckdb-type.ts';
import { isConstant } from '../is-literal.ts';
import { known } from '../known.ts';
import type { SourceColumn } from '../relation-columns.ts';
import type { Frame } from './frame.ts';
import { printCall } from './print-call.ts';
import { type printColumn, printOutput, printPlain } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/**
 * The groups of a SELECT as a subquery: its columns are the keys, `k1`, `k2`, …, and the aggregates, `a1`, `a2`, …,
 * which are noted while what uses them is printed. Each key is printed once and this text repeated, so that DuckDB
 * sees the same expression wherever it has to.
 */
export class Groups {
  readonly #printer: DuckDbPrinter;
  readonly #frame: Frame;
  readonly #grouping: Grouping;
  readonly #alias: string;
  readonly #keys: readonly string[];
  readonly #byId = new Map<number, number>();
  readonly #byColumn = new Map<string, number>();
  readonly #aggregates: string[] = [];
  readonly #known = new Map<FunctionCall | GroupingCall, string>();

  constructor(printer: DuckDbPrinter, frame: Frame, grouping: Grouping) {
    this.#printer = printer;
    this.#frame = frame;
    this.#grouping = grouping;
    this.#alias = printer.alias();
    this.#keys = grouping.keys.map((value) => printKey(printer, value));
    for (const [index, value] of grouping.keys.entries()) {
      this.#byId.set(printer.ids.ofValue(value), index);
      const column = columnOf(printer, value);
      if (column !== undefined) this.#byColumn.set(printer.columns.key(column), index);
    }
  }

  /** What an expression is once rows are grouped; undefined when it is made of its parts. */
  replacement(node: Expression): string | undefined {
    if (this.#frame.phase === 'source') return undefined;
    const index = this.#byId.get(this.#printer.ids.of(node));
    if (index !== undefined) return this.#key(index);
    if (node.kind === 'grouping') return this.#noted(node, () => this.#groupingOf(node));
    if (node.kind !== 'function-call' || node.window !== null) return undefined;
    if (this.#printer.analysis.calls.get(node)?.definition.kind !== 'aggregate') return undefined;
    return this.#noted(node, () =>
      this.#frame.inPhase('source', () =>
        this.#printer.clause(node, () => this.#printer.at(node, () => printCall(this.#printer, node))),
      ),
    );
  }

  column(column: SourceColumn): string {
    return this.#key(
      known(this.#byColumn.get(this.#printer.columns.key(column)), 'a column that is not grouped by'),
    );
  }

  /** The subquery, over `rest`: FROM and WHERE. */
  print(rest: string): string {
    const columns = [
      ...this.#keys.map((sql, index) => `${sql} AS "k${index + 1}"`),
      ...this.#aggregates.map((sql, index) => `${sql} AS "a${index + 1}"`),
    ];
    if (columns.length === 0) columns.push('count(*) AS "a0"');
    return `(SELECT ${columns.join(', ')}${rest}${this.#groupBy()}) AS ${this.#alias}`;
  }

  #groupBy(): string {
    const { sets } = this.#grouping;
    const [first = [], ...others] = sets.map((set) => set.map((index) => this.#keys[index]!));
    if (others.length > 0) {
      return ` GROUP BY GROUPING SETS (${[first, ...others].map((set) => `(${set.join(', ')})`).join(', ')})`;
    }
    if (first.length > 0) return ` GROUP BY ${first.join(', ')}`;
    // Without a key there is one group, even of no rows, as long as there is an aggregate.
    return this.#aggregates.length === 0 ? ' HAVING count(*) >= 0' : '';
  }

  #key(index: number): string {
    return `${this.#alias}."k${index + 1}"`;
  }

  #noted(node: FunctionCall | GroupingCall, print: () => string): string {
    let sql = this.#known.get(node);
    if (sql === undefined) {
      const text = print();
      this.#aggregates.push(text);
      sql = `${this.#alias}."a${this.#aggregates.length}"`;
      this.#known.set(node, sql);
    }
    return sql;
  }

  #groupingOf(node: GroupingCall): string {
    const keys = node.columns.map((column) => {
      return this.#keys[known(this.#byId.get(this.#printer.ids.of(column)), 'an argument of GROUPING')]!;
    });
    const type = this.#printer.typeOf(node).kind === 'integer' ? 'INTEGER' : 'BIGINT';
    // Of a single set DuckDB would say the same, if it knew GROUPING there.
    return this.#grouping.sets.length === 1
      ? `CAST(0 AS ${type})`
      : `CAST(GROUPING(${keys.join(', ')}) AS ${type})`;
  }
}

function printKey(printer: DuckDbPrinter, value: OutputValue): string {
  if (value.kind !== 'expression') return printOutput(printer, value);
  const { expression } = value;
  const sql = printer.clause(expression, () => printPlain(printer, expression));
  // A bare number would be that of a column.
  return isConstant(expression) ? `CAST(${sql} AS ${duckDbType(printer.typeOf(expression))})` : sql;
}

function columnOf(printer: DuckDbPrinter, value: OutputValue): SourceColumn | undefined {
  if (value.kind === 'row-field') return undefined;
  if (value.kind === 'expression') {
    const { expression } = value;
    if (expression.kind !== 'identifier' && expression.kind !== 'dereference') return undefined;
    return sourceColumn(printer.analysis.columnsByName.get(expression));
  }
  return sourceColumn(value.column);
}

function sourceColumn(column: Parameters<typeof printColumn>[1] | undefined): SourceColumn | undefined {
  return column?.kind === 'column' || column?.kind === 'merged-column' ? column : undefined;
}

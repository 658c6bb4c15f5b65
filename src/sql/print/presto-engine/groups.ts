import type { Grouping, OutputValue } from '../../analysis/analysis.ts';
import type { Expression } from '../../ast/expression.ts';
import type { Frame } from './frame.ts';
import { printOutput, printPlain } from './print-expression.ts';
import type { PrestoPrinter } from './printer.ts';

/**
 * The groups of a SELECT. Keys that are columns are named as they are. When one is another expression, FROM and WHERE become
 * a subquery whose columns are the keys, `k1`, `k2`, …, and what else is needed of the source, `m1`, `m2`, …: the engines
 * recognise a key by its text, which coercions, lambdas and subqueries would change, take columns alone in grouping sets,
 * and no column of a query around as a key.
 */
export class Groups {
  readonly #printer: PrestoPrinter;
  readonly #grouping: Grouping;
  /** Undefined: keys are columns of the source. */
  readonly #projection: string | undefined;
  readonly #keys: readonly string[];
  readonly #keyTexts: readonly string[];
  readonly #byId = new Map<number, number>();
  readonly #needed = new Map<string, string>();
  #hasAggregate = false;

  constructor(printer: PrestoPrinter, frame: Frame, grouping: Grouping) {
    this.#printer = printer;
    this.#grouping = grouping;
    const before = frame.outerUses;
    this.#keyTexts = grouping.keys.map((value) => keyText(printer, value));
    const own = frame.outerUses === before;
    const plain = own && this.#keyTexts.every((sql) => /^r\d+\.c\d+$/.test(sql));
    const alias = plain ? undefined : printer.fresh('r');
    this.#projection = alias;
    this.#keys =
      alias === undefined ? this.#keyTexts : this.#keyTexts.map((_, index) => `${alias}.k${index + 1}`);
    for (const [index, value] of grouping.keys.entries()) this.#byId.set(printer.ids.ofValue(value), index);
    if (alias !== undefined) frame.projected = (_key, sql) => this.#column(alias, sql);
  }

  /** What an expression is once rows are grouped; undefined when it is made of its parts. */
  replacement(node: Expression): string | undefined {
    const index = this.#byId.get(this.#printer.ids.of(node));
    if (index !== undefined) return this.#keys[index];
    if (node.kind === 'function-call' && node.window === null) {
      this.#hasAggregate ||= this.#printer.analysis.calls.get(node)?.definition.kind === 'aggregate';
    }
    return undefined;
  }

  /** FROM, WHERE and GROUP BY; `source` is the first two. All that is printed of the groups has to be printed before. */
  print(source: string): string {
    if (this.#projection === undefined) return source + this.#groupBy();
    const columns = [
      ...this.#keyTexts.map((sql, index) => `${sql} AS k${index + 1}`),
      ...[...this.#needed].map(([sql, name]) => `${sql} AS ${name}`),
    ];
    return ` FROM (SELECT ${columns.join(', ')}${source}) AS ${this.#projection}${this.#groupBy()}`;
  }

  #groupBy(): string {
    const sets = this.#grouping.sets.map((set) => set.map((index) => this.#keys[index]!));
    const [first = [], ...others] = sets;
    if (others.length > 0) {
      return ` GROUP BY GROUPING SETS (${sets.map((set) => `(${set.join(', ')})`).join(', ')})`;
    }
    if (first.length > 0) return ` GROUP BY ${first.join(', ')}`;
    // PrestoDB groups nothing for HAVING alone.
    return this.#hasAggregate ? '' : ' GROUP BY ()';
  }

  /** A column of the source, by what it is called in the subquery; one that is a key is that key. */
  #column(alias: string, sql: string): string {
    const key = this.#keyTexts.indexOf(sql);
    if (key >= 0) return `${alias}.k${key + 1}`;
    let name = this.#needed.get(sql);
    if (name === undefined) {
      name = `m${this.#needed.size + 1}`;
      this.#needed.set(sql, name);
    }
    return `${alias}.${name}`;
  }
}

function keyText(printer: PrestoPrinter, value: OutputValue): string {
  return value.kind === 'expression' ? printPlain(printer, value.expression) : printOutput(printer, value);
}

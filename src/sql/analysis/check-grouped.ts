import type { FunctionCall } from '../ast/call.ts';
import { childNodes } from '../ast/child-nodes.ts';
import type { Dereference } from '../ast/expression.ts';
import type { Identifier } from '../ast/name.ts';
import type { AstNode } from '../ast/node.ts';
import type { Query } from '../ast/query.ts';
import type { Select } from '../ast/select.ts';
import type { SortItem } from '../ast/sort.ts';
import type { BoundColumn, Grouping, SelectOutput } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { ExpressionIds } from './expression-ids.ts';
import type { SelectContext } from './place.ts';
import { excerpt, quote } from './quote.ts';
import type { Scope } from './scope.ts';

export interface GroupedSelect {
  readonly node: Select;
  readonly source: Scope;
  readonly context: SelectContext;
  readonly grouping: Grouping;
  readonly outputs: readonly SelectOutput[];
  readonly orderBy: readonly SortItem[];
  readonly ids: ExpressionIds;
}

/** Once rows are grouped, a column has one value in a group only if it is grouped by, or within an aggregate. */
export function checkGrouped(state: AnalysisState, select: GroupedSelect): void {
  const check = new GroupCheck(state, select);
  for (const [index, output] of select.outputs.entries()) check.output(output, index);
  if (select.node.having !== null) check.node(select.node.having);
  for (const { key } of select.orderBy) check.node(key);
  for (const grouping of select.context.groupings) for (const column of grouping.columns) check.key(column);
}

class GroupCheck {
  readonly #state: AnalysisState;
  readonly #select: GroupedSelect;
  readonly #keys: ReadonlySet<number>;
  #local: ReadonlySet<BoundColumn> | undefined;

  constructor(state: AnalysisState, select: GroupedSelect) {
    this.#state = state;
    this.#select = select;
    this.#keys = new Set(select.grouping.keys.map((key) => select.ids.ofValue(key)));
  }

  output({ name, value }: SelectOutput, index: number): void {
    if (value.kind === 'expression') this.node(value.expression);
    else if (value.kind === 'row-field') this.node(value.row);
    else if (!this.#keys.has(this.#select.ids.ofValue(value))) {
      const item = this.#select.node.items.find(({ kind }) => kind === 'select-all') ?? this.#select.node;
      throw this.#state.error(
        item,
        'SQL_NOT_GROUPED',
        `column ${name === null ? index + 1 : quote(name)} of * must stand in GROUP BY or in an aggregate`,
        'name the columns that are grouped by, in place of *',
      );
    }
  }

  node(node: AstNode): void {
    switch (node.kind) {
      case 'identifier':
      case 'dereference':
        this.#name(node);
        return;
      case 'query':
        this.#subquery(node);
        return;
      case 'grouping':
        return;
      case 'function-call':
        this.#call(node);
        return;
      default:
        if (this.#keys.has(this.#select.ids.of(node))) return;
        for (const child of childNodes(node)) this.node(child);
    }
  }

  key(column: Identifier | Dereference | AstNode): void {
    if (this.#keys.has(this.#select.ids.of(column))) return;
    throw this.#state.error(
      column,
      'SQL_NOT_GROUPED',
      `GROUPING takes columns of GROUP BY, and ${excerpt(this.#state.text, column)} is none`,
    );
  }

  #call(call: FunctionCall): void {
    if (this.#keys.has(this.#select.ids.of(call))) return;
    const isAggregate = this.#state.calls.get(call)?.definition.kind === 'aggregate';
    if (call.window === null && isAggregate) return;
    for (const argument of call.arguments) this.node(argument);
    if (call.filter !== null) this.node(call.filter);
    const window = this.#state.windows.get(call);
    if (window === undefined) return;
    for (const key of window.partitionBy) this.node(key);
    for (const { key } of window.orderBy) this.node(key);
    if (window.frame !== null) this.node(window.frame);
  }

  #name(node: Identifier | Dereference): void {
    const column = this.#state.columnsByName.get(node);
    if (column === undefined) {
      if (node.kind !== 'dereference' || this.#keys.has(this.#select.ids.of(node))) return;
      this.node(node.base);
      return;
    }
    if (!this.#isLocal(column) || this.#keys.has(this.#select.ids.of(node))) return;
    throw this.#refusal(node);
  }

  /** Wide tables have many columns, and few queries name one outside of their aggregates. */
  #isLocal(column: BoundColumn): boolean {
    this.#local ??= new Set(this.#select.source.columns.map(({ bound }) => bound));
    return this.#local.has(column);
  }

  #refusal(node: Identifier | Dereference): Error {
    const shown = excerpt(this.#state.text, node);
    const text = shown.slice(1, -1);
    return this.#state.error(
      node,
      'SQL_NOT_GROUPED',
      `column ${shown} must stand in GROUP BY or in an aggregate`,
      this.#select.node.groupBy === null
        ? `the query has an aggregate: add GROUP BY ${text}, or take one value: max(${text})`
        : `add it to GROUP BY, or take one value of each group: max(${text})`,
    );
  }

  /** Names of a subquery that are columns of this query. */
  #subquery(query: Query): void {
    for (const name of this.#state.outerNames.get(query) ?? []) this.#name(name);
  }
}

import type { Expression } from '../ast/expression.ts';
import type { GroupBy, GroupingElement, GroupingSet } from '../ast/select.ts';
import type { Grouping, OutputValue, SelectOutput } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { checkKeys, ordinalOf } from './analyze-order-by.ts';
import type { ExpressionIds } from './expression-ids.ts';
import { findAggregate } from './find-aggregate.ts';
import { LIMITS } from './limits.ts';
import type { Place } from './place.ts';
import { typeExpression } from './type-expression.ts';
import { pathOf } from './type-name.ts';
import { requireComparable } from './type-predicate.ts';

type Sets = readonly (readonly number[])[];

/** The keys, and the sets of them that GROUP BY asks for: those of its elements, each with each. */
export function analyzeGroupBy(
  state: AnalysisState,
  node: GroupBy,
  outputs: readonly SelectOutput[],
  ids: ExpressionIds,
  place: Place,
): Grouping {
  const keys = new GroupingKeys(state, outputs, ids, place);
  // Most elements are one key, which is in every set: these are gathered, so that many cost no more than their number.
  const inEvery: number[] = [];
  let sets: Sets = [[]];
  for (const element of node.elements) {
    const others = setsOf(state, element, keys);
    if (others.length === 1) {
      inEvery.push(...others[0]!);
      continue;
    }
    if (sets.length * others.length > LIMITS.groupingSets) throw tooMany(state, element);
    state.charge(element, sizeOf(sets) * others.length + sizeOf(others) * sets.length);
    sets = sets.flatMap((set) => others.map((other) => [...set, ...other]));
  }
  state.charge(node, sizeOf(sets) + inEvery.length * sets.length);
  sets = sets.map((set) => [...new Set([...inEvery, ...set])].sort((a, b) => a - b));
  if (node.quantifier === 'distinct') sets = distinct(sets);
  return { keys: keys.values, sets };
}

function sizeOf(sets: Sets): number {
  return sets.reduce((sum, set) => sum + set.length, 0);
}

function tooMany(state: AnalysisState, node: GroupingElement): Error {
  return state.error(
    node,
    'SQL_TOO_COMPLEX',
    `GROUP BY makes more than ${LIMITS.groupingSets} grouping sets`,
    'CUBE of n columns makes 2^n: name the sets with GROUPING SETS',
  );
}

function setsOf(state: AnalysisState, element: GroupingElement, keys: GroupingKeys): Sets {
  switch (element.kind) {
    case 'grouping-set':
      return [element.columns.map((column) => keys.add(column, true))];
    case 'grouping-sets':
      return element.sets.map((set: GroupingSet) => set.columns.map((column) => keys.add(column, false)));
    case 'rollup': {
      if (element.columns.length >= LIMITS.groupingSets) throw tooMany(state, element);
      const all = element.columns.map((column) => keys.add(column, false));
      return [...all.keys(), all.length].reverse().map((length) => all.slice(0, length));
    }
    case 'cube': {
      if (2 ** element.columns.length > LIMITS.groupingSets) throw tooMany(state, element);
      const all = element.columns.map((column) => keys.add(column, false));
      const count = 2 ** all.length;
      return Array.from({ length: count }, (_, left) =>
        all.filter((_key, index) => ((left >> (all.length - 1 - index)) & 1) === 0),
      );
    }
    default:
      throw unknownNode(state, element);
  }
}

function unknownNode(state: AnalysisState, node: never): Error {
  const { kind, position } = node as GroupingElement;
  return state.error({ position }, 'SQL_NOT_SUPPORTED', `"${kind}" is not supported`);
}

function distinct(sets: Sets): Sets {
  const seen = new Map<string, readonly number[]>();
  for (const set of sets) {
    const key = set.join();
    if (!seen.has(key)) seen.set(key, set);
  }
  return [...seen.values()];
}

class GroupingKeys {
  readonly values: OutputValue[] = [];
  readonly #byId = new Map<number, number>();
  readonly #state: AnalysisState;
  readonly #outputs: readonly SelectOutput[];
  readonly #ids: ExpressionIds;
  readonly #place: Place;

  constructor(state: AnalysisState, outputs: readonly SelectOutput[], ids: ExpressionIds, place: Place) {
    this.#state = state;
    this.#outputs = outputs;
    this.#ids = ids;
    this.#place = place;
  }

  /** The index of a key. Only a plain element can be an expression or the number of a column, as in PrestoDB. */
  add(column: Expression, plain: boolean): number {
    const value =
      plain && column.kind === 'integer' ? this.#output(column, column.digits) : this.#value(column, plain);
    const id = this.#ids.ofValue(value);
    let index = this.#byId.get(id);
    if (index === undefined) {
      index = this.values.length;
      checkKeys(this.#state, column, 'GROUP BY', index + 1);
      this.values.push(value);
      this.#byId.set(id, index);
    }
    return index;
  }

  #output(node: Expression, digits: string): OutputValue {
    const state = this.#state;
    typeExpression(state, node, this.#place);
    const index = ordinalOf(state, node, digits, this.#outputs.length, 'GROUP BY');
    const { value, type } = this.#outputs[index]!;
    requireComparable(state, node, type, false);
    state.ordinals.set(node, index);
    if (value.kind !== 'expression') return value;
    const call = findAggregate(state, value.expression);
    if (call !== undefined) {
      throw state.error(
        node,
        'SQL_MISPLACED',
        `GROUP BY ${digits} is a column with ${call}, which is computed after grouping`,
        'group by columns without aggregates',
      );
    }
    return value;
  }

  #value(column: Expression, plain: boolean): OutputValue {
    requireComparable(this.#state, column, typeExpression(this.#state, column, this.#place), false);
    if (!plain && pathOf(column) === undefined) {
      throw this.#state.error(
        column,
        'SQL_NOT_SUPPORTED',
        'GROUPING SETS, CUBE and ROLLUP take columns, and this is an expression',
        'name the expression in a subquery or WITH',
      );
    }
    return { kind: 'expression', expression: column };
  }
}

import type { FunctionCall } from '../ast/call.ts';
import type { Dereference, Expression } from '../ast/expression.ts';
import { canonicalName, type Identifier } from '../ast/name.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { AnalysisState } from './analysis-state.ts';
import { ambiguousColumn, unknownColumn } from './column-errors.ts';
import { didYouMean } from './near.ts';
import type { Place } from './place.ts';
import { quote } from './quote.ts';
import type { Scope, VisibleColumn } from './scope.ts';
import { typeExpression } from './type-expression.ts';

/** `schema`, `table` and a column: more names than these before a field are no qualifier. */
const MAX_PATH = 4;

export function typeIdentifier(state: AnalysisState, identifier: Identifier, place: Place): SqlType {
  const found = findColumn(state, [identifier], place);
  if (found === undefined) throw unknownColumn(state, [identifier], place);
  return bind(state, identifier, found, place);
}

/** `a.b.c`: the longest part of it that is a column, innermost query first; what follows are fields of rows. */
export function typeDereference(state: AnalysisState, node: Dereference, place: Place): SqlType {
  const chain: Dereference[] = [node];
  while (chain[0]!.base.kind === 'dereference') chain.unshift(chain[0]!.base);
  const root = chain[0]!.base;
  let type: SqlType;
  let fieldsFrom = 0;
  if (root.kind === 'identifier') {
    const path = [root, ...chain.map((dereference) => dereference.field)];
    const found = findColumn(state, path, place);
    if (found === undefined) throw unknownColumn(state, path, place);
    const named: Identifier | Dereference = found.length === 1 ? root : chain[found.length - 2]!;
    fieldsFrom = found.length - 1;
    type = bind(state, named, found, place);
    if (named !== node) state.setType(named, type);
  } else {
    type = typeExpression(state, root, place);
  }
  for (const dereference of chain.slice(fieldsFrom)) {
    state.charge(dereference, 1);
    type = fieldType(state, dereference, type);
    if (dereference !== node) state.setType(dereference, type);
  }
  return type;
}

interface FoundColumn {
  readonly column: VisibleColumn;
  /** How many names of the path it took. */
  readonly length: number;
  readonly scope: Scope;
}

function findColumn(
  state: AnalysisState,
  path: readonly Identifier[],
  place: Place,
): FoundColumn | undefined {
  const keys = path.slice(0, MAX_PATH).map(canonicalName);
  for (let scope: Scope | undefined = place.scope; scope !== undefined; scope = scope.parent) {
    state.charge(path[0]!, 1);
    for (let length = keys.length; length > 0; length--) {
      const [column, another] = scope.find(keys.slice(0, length));
      if (column === undefined) continue;
      if (another !== undefined) throw ambiguousColumn(state, path.slice(0, length), scope);
      return { column, length, scope };
    }
  }
  return undefined;
}

function bind(
  state: AnalysisState,
  node: Identifier | Dereference,
  { column, scope: owner }: FoundColumn,
  place: Place,
): SqlType {
  let crossed = false;
  for (let scope: Scope | undefined = place.scope; scope !== owner; scope = scope?.parent) {
    const query = scope?.boundary;
    if (query === undefined) continue;
    crossed = true;
    const names = state.outerNames.get(query);
    if (names === undefined) state.outerNames.set(query, [node]);
    else names.push(node);
  }
  if (crossed && column.bound.kind === 'output-column') {
    throw state.error(
      node,
      'SQL_NOT_SUPPORTED',
      `${quote(column.name ?? '')} is a column of the answer here, and a subquery in ORDER BY cannot name it`,
      'name a column of FROM in it, with its table: t.x',
    );
  }
  if (place.inAggregate !== undefined && column.bound.kind !== 'lambda-parameter') {
    noteReach(state, place.inAggregate, crossed);
  }
  const inside = place.inAggregate ?? place.inWindow;
  if (column.bound.kind === 'output-column' && inside !== undefined) {
    throw state.error(
      node,
      'SQL_MISPLACED',
      `${quote(column.name ?? '')} is a column of the answer here, and ${quote(inside.name.parts[0]!.name)} cannot be made of it`,
      'name a column of FROM in it, with its table: t.x',
    );
  }
  state.columnsByName.set(node, column.bound);
  return column.type;
}

/** Aggregates must not be of columns of an outer query alone: engines differ in whose aggregate it is. */
function noteReach(state: AnalysisState, aggregate: FunctionCall, outer: boolean): void {
  const reach = state.aggregateReach.get(aggregate) ?? { outer: false, local: false };
  state.aggregateReach.set(aggregate, { outer: reach.outer || outer, local: reach.local || !outer });
}

function fieldType(state: AnalysisState, node: Dereference, base: SqlType): SqlType {
  const { field } = node;
  if (base.kind !== 'row') {
    throw state.error(
      field,
      'SQL_TYPE_MISMATCH',
      `${quote(field.name)} cannot be a field of a value of type ${printSqlType(base)}`,
      base.kind === 'json'
        ? `json_extract(…, '$.${field.name}') reads JSON`
        : base.kind === 'map'
          ? `the value of a key is element_at(…, '${field.name}')`
          : 'only rows have fields',
    );
  }
  const key = canonicalName(field);
  const index = base.fields.findIndex((candidate) => isNamed(candidate.name, key));
  if (index < 0) {
    const names = base.fields.flatMap(({ name }) => (name === null ? [] : [name]));
    throw state.error(
      field,
      'SQL_COLUMN_NOT_FOUND',
      `the row has no field ${quote(field.name)}`,
      didYouMean(field.name, names) ??
        (names.length === 0 ? 'its fields have no names: take them by number, as r[1]' : undefined),
    );
  }
  if (base.fields.some((candidate, other) => other > index && isNamed(candidate.name, key))) {
    throw state.error(
      field,
      'SQL_COLUMN_AMBIGUOUS',
      `the row has several fields ${quote(field.name)}`,
      'take it by number, as r[1]',
    );
  }
  state.rowFields.set(node, index);
  return base.fields[index]!.type;
}

function isNamed(name: string | null, key: string): boolean {
  return name !== null && canonicalName({ name }) === key;
}

/** The names of `a.b.c`; undefined for anything else. */
export function pathOf(expression: Expression): readonly Identifier[] | undefined {
  const path: Identifier[] = [];
  let at = expression;
  while (at.kind === 'dereference') {
    path.unshift(at.field);
    at = at.base;
  }
  return at.kind === 'identifier' ? [at, ...path] : undefined;
}

import { canonicalName, type Identifier } from '../ast/name.ts';
import type { Position } from '../ast/position.ts';
import type { SqlAnalysisError } from './analysis-error.ts';
import type { AnalysisState } from './analysis-state.ts';
import { didYouMean, nearName } from './near.ts';
import type { Place } from './place.ts';
import { quote } from './quote.ts';
import { endsWith, type Scope } from './scope.ts';

function spanOf(path: readonly Identifier[]): { readonly position: Position } {
  return { position: { start: path[0]!.position.start, end: path[path.length - 1]!.position.end } };
}

function written(path: readonly Identifier[]): string {
  return path.map((part) => part.name).join('.');
}

export function ambiguousColumn(
  state: AnalysisState,
  path: readonly Identifier[],
  scope: Scope,
): SqlAnalysisError {
  const name = path[path.length - 1]!.name;
  const matches = scope.find(path.map(canonicalName));
  if (matches.every(({ bound }) => bound.kind === 'output-column')) {
    return state.error(
      spanOf(path),
      'SQL_COLUMN_AMBIGUOUS',
      `several columns of the answer are named ${quote(written(path))}`,
      'sort by the number of the column, as ORDER BY 1, or name it otherwise with AS',
    );
  }
  const tables = [...new Set(matches.map(({ qualifier }) => qualifier.at(-1)))];
  const qualified = tables.flatMap((table) => (table === undefined ? [] : [`${table}.${name}`]));
  return state.error(
    spanOf(path),
    'SQL_COLUMN_AMBIGUOUS',
    `column ${quote(written(path))} is ambiguous`,
    qualified.length === matches.length && qualified.length > 1
      ? `write ${qualified.slice(0, 3).join(' or ')}`
      : 'give the tables different aliases, or their columns different names',
  );
}

export function unknownColumn(
  state: AnalysisState,
  path: readonly Identifier[],
  place: Place,
): SqlAnalysisError {
  const place_ = spanOf(path);
  const reason = (text: string, hint?: string) => state.error(place_, 'SQL_COLUMN_NOT_FOUND', text, hint);
  const name = written(path);
  if (path.length > 1) {
    const inTable = unknownInTable(path, place.scope);
    if (inTable !== undefined) return reason(inTable.reason, inTable.hint);
  }
  const first = path[0]!;
  if (path.length === 1 && place.aliases.has(canonicalName(first))) {
    return reason(
      `column ${quote(name)} does not exist; it is an alias of SELECT, which ${place.clause} cannot use`,
      place.clause === 'GROUP BY'
        ? 'group by its number, as GROUP BY 1, or repeat the expression'
        : 'repeat the expression, or put the query into a subquery or WITH',
    );
  }
  if (path.length === 1 && place.scope.columnsOf([canonicalName(first)]).length > 0) {
    return reason(`${quote(name)} is a table here, and no column`, `name a column of it, or all: ${name}.*`);
  }
  const near = didYouMean(path.length === 1 ? name : first.name, columnNames(place.scope, path.length > 1));
  return reason(
    path.length === 1
      ? `column ${quote(name)} does not exist`
      : `column or table ${quote(name)} does not exist here`,
    first.quoted ? quotedHint(first.name, near) : (near ?? noColumnsHint(place)),
  );
}

/** Whoever comes from another database may mean a text. */
function quotedHint(name: string, near: string | undefined): string {
  const hint = `a text stands in single quotes: '${name.slice(0, 40)}'`;
  return near === undefined ? hint : `${near} ${hint}`;
}

function noColumnsHint(place: Place): string | undefined {
  if (place.clause === 'UNNEST' && place.scope.columns.length === 0) {
    return 'UNNEST reads columns of tables that stand before it in FROM';
  }
  return place.scope.columns.length === 0 && place.scope.parent === undefined
    ? 'there is no FROM, so there are no columns; a text stands in single quotes'
    : undefined;
}

/** The part before the last is a table here, or was one before USING. */
function unknownInTable(
  path: readonly Identifier[],
  from: Scope,
): { readonly reason: string; readonly hint: string | undefined } | undefined {
  const keys = path.map(canonicalName);
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    const merged = scope.mergedAway.find(
      ({ key, qualifier }) => key === keys.at(-1) && endsWith(qualifier, keys.slice(0, -1)),
    );
    if (merged !== undefined) {
      return {
        reason: `column ${quote(written(path))} is merged with that of the other table by the join`,
        hint: `write ${merged.name} alone, or join with ON`,
      };
    }
    for (let length = Math.min(path.length - 1, 3); length > 0; length--) {
      const columns = scope.columnsOf(keys.slice(0, length));
      if (columns.length === 0) continue;
      const column = path[length]!;
      const table = written(path.slice(0, length));
      const names = columns.flatMap((candidate) => (candidate.name === null ? [] : [candidate.name]));
      return {
        reason: `table ${quote(table)} has no column ${quote(column.name)}`,
        hint: didYouMean(column.name, names),
      };
    }
  }
  const table = written(path.slice(0, -1));
  const tables = new Set<string>();
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    for (const { qualifier } of scope.columns) if (qualifier.length > 0) tables.add(qualifier.join('.'));
  }
  const near = nearName(table, [...tables, ...[...tables].map((qualified) => qualified.split('.').at(-1)!)]);
  if (path.length > 2 || near !== undefined) {
    return {
      reason: `table ${quote(table)} is not in FROM`,
      hint: near === undefined ? knownTables(tables) : `did you mean "${near}"?`,
    };
  }
  return path.length === 2 && tables.size > 0
    ? { reason: `table ${quote(table)} is not in FROM`, hint: knownTables(tables) }
    : undefined;
}

function knownTables(tables: ReadonlySet<string>): string | undefined {
  if (tables.size === 0) return undefined;
  const shown = [...tables].slice(0, 5).map(quote);
  return `in FROM there ${shown.length === 1 ? 'is' : 'are'} ${shown.join(', ')}; a table with an alias is known by its alias alone`;
}

function columnNames(from: Scope, tablesToo: boolean): Set<string> {
  const names = new Set<string>();
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    for (const { name, qualifier } of scope.columns) {
      if (name !== null) names.add(name);
      if (tablesToo && qualifier.length > 0) names.add(qualifier.at(-1)!);
    }
  }
  return names;
}

import { canonicalName } from '../ast/name.ts';
import type { CommonTable, Query, With } from '../ast/query.ts';
import type { OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeQuery, type Surroundings } from './analyze-query.ts';
import { analyzeRecursive, isRecursiveForm } from './analyze-recursive.ts';
import { CommonTableScope } from './common-table-scope.ts';
import { quote } from './quote.ts';
import { renamedColumns } from './rename-columns.ts';

/**
 * Each query of a WITH sees the names before it and those of the queries around it. Its own name means itself only
 * under RECURSIVE; otherwise it means what it means outside, so that `WITH pageview AS (SELECT … FROM pageview)` works.
 */
export function analyzeWith(
  state: AnalysisState,
  node: With,
  { outer, commonTables }: Surroundings,
): CommonTableScope {
  const scope = new CommonTableScope(commonTables, node.tables);
  const names = new Set<string>();
  for (const table of node.tables) {
    const key = canonicalName(table.name);
    if (names.has(key)) {
      throw state.error(
        table.name,
        'SQL_INVALID',
        `WITH defines ${quote(table.name.name)} twice`,
        'give one of them another name',
      );
    }
    names.add(key);
    define(state, table, key, node.recursive, { outer, commonTables: scope });
  }
  return scope;
}

function define(
  state: AnalysisState,
  table: CommonTable,
  key: string,
  recursive: boolean,
  surroundings: Surroundings,
): void {
  const before = state.tableReads;
  const analyzed =
    recursive && isRecursiveForm(table)
      ? analyzeRecursive(state, table, key, surroundings)
      : { columns: plainColumns(state, table, surroundings), recursive: false };
  const tableReads = state.tableReads - before;
  // What a query costs is counted where its name is read.
  state.tableReads = before;
  state.commonTables.set(table, analyzed);
  surroundings.commonTables.define(key, { node: table, columns: analyzed.columns, tableReads });
}

function plainColumns(
  state: AnalysisState,
  table: CommonTable,
  surroundings: Surroundings,
): readonly OutputColumn[] {
  return namedColumns(state, table, table.query, analyzeQuery(state, table.query, surroundings));
}

/** The columns under the names that stand behind the WITH name. */
export function namedColumns(
  state: AnalysisState,
  table: CommonTable,
  query: Query,
  columns: readonly OutputColumn[],
): readonly OutputColumn[] {
  if (table.columns.length === 0) return columns;
  return renamedColumns(state, table.name, table.columns, query, columns);
}

import { canonicalName, type QualifiedName } from '../ast/name.ts';
import type { TableQuery } from '../ast/query.ts';
import type { TableReference } from '../ast/relation.ts';
import type { TableColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { CommonTableScope } from './common-table-scope.ts';
import { nearName } from './near.ts';
import { quote, writtenName } from './quote.ts';

/** What it costs to print one table of the engine, in steps of the analysis. */
const STEPS_OF_PART = 50;

export interface FoundTable {
  readonly columns: readonly TableColumn[];
  /** What may stand before its columns. */
  readonly qualifier: readonly string[];
}

/** A WITH name hides tables of the same name; a name with a schema is never a WITH name. */
export function findTable(
  state: AnalysisState,
  node: TableReference | TableQuery,
  name: QualifiedName,
  commonTables: CommonTableScope,
): FoundTable {
  const path = name.parts.map(canonicalName);
  const common = path.length === 1 ? commonTables.find(path[0]!) : undefined;
  if (common !== undefined) {
    common.onSelfReference?.();
    state.chargeTableReads(node, common.tableReads);
    state.charge(node, common.columns.length);
    state.tables.set(node, { kind: 'common-table', commonTable: common.node });
    return { columns: common.columns.map((column) => ({ ...column, hidden: false })), qualifier: path };
  }
  const table = state.environment.findTable(path);
  if (table === undefined) throw unknownTable(state, name, path, commonTables);
  if ('refusal' in table) throw state.error(name, 'SQL_TABLE_NOT_FOUND', table.refusal, table.hint);
  state.chargeTableReads(node, 1);
  state.charge(node, table.columns.length + (table.parts ?? 1) * STEPS_OF_PART);
  state.tables.set(node, { kind: 'logical-table', table });
  state.logicalTables.add(table);
  return { columns: table.columns, qualifier: table.path };
}

function unknownTable(
  state: AnalysisState,
  name: QualifiedName,
  path: readonly string[],
  commonTables: CommonTableScope,
): Error {
  const written = writtenName(name);
  const reason = `table ${quote(written)} does not exist`;
  const elsewhere = path.length === 1 ? commonTables.findUnknown(path[0]!) : undefined;
  if (elsewhere !== undefined) {
    const later = elsewhere.position.start > name.position.start;
    return state.error(
      name,
      'SQL_TABLE_NOT_FOUND',
      later ? `${quote(written)} is defined later in WITH` : `${quote(written)} cannot read itself`,
      later
        ? 'put its query before the one that reads it'
        : 'only WITH RECURSIVE name (columns) AS (base UNION ALL step) reads itself',
    );
  }
  const names = [...commonTables.names(), ...state.environment.tableNames()];
  const near = nearName(written, names);
  const withSchema = names.find((known) => known.endsWith(`.${path.at(-1)}`));
  return state.error(
    name,
    'SQL_TABLE_NOT_FOUND',
    reason,
    near !== undefined
      ? `did you mean "${near}"?`
      : withSchema !== undefined
        ? `did you mean "${withSchema}"? a name without a schema is looked up in "${state.environment.defaultSchema}"`
        : undefined,
  );
}

import { canonicalName } from '../ast/name.ts';
import { FUNCTIONS } from '../functions/catalogue.ts';
import { CONTEXTUAL_WORDS } from '../parse/contextual-words.ts';
import { QUERY_WORDS } from '../parse/words.ts';
import { printIdentifier } from '../print/identifier.ts';
import { type ProjectTables, projectEnvironment } from '../tables/project-environment.ts';
import { printSqlType } from '../types/print-sql-type.ts';

/** What an editor offers while a query is typed: made of the tables that the compiler itself works with. */
export interface Completion {
  /** In capitals, sorted. */
  readonly keywords: readonly string[];
  /** Sorted by name. */
  readonly functions: readonly CompletionFunction[];
  readonly tables: readonly CompletionTable[];
}

export interface CompletionFunction {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  /** Such as `date_trunc(varchar, timestamp) -> timestamp`. */
  readonly signatures: readonly string[];
  readonly description: string;
  readonly example: string;
}

export interface CompletionTable {
  /** As it is written in a query, in quotes where it needs them. */
  readonly text: string;
  /** null where the columns of all tables would be too many: ask for this table alone. */
  readonly columns: readonly CompletionColumn[] | null;
}

export interface CompletionColumn {
  /** As it is written in a query. */
  readonly text: string;
  /** As SQL names it: `bigint`, `map(varchar, double)`. */
  readonly type: string;
  /** Left out of `*`. */
  readonly hidden: boolean;
}

/** Columns that are told when no table is asked for; a large project has more than an editor wants at once. */
const MOST_COLUMNS = 10_000;

const FUNCTIONS_TOLD: readonly CompletionFunction[] = FUNCTIONS.filter(
  ({ duckdb }) => duckdb.form !== 'refused',
)
  .map(({ name, kind, signatures, description, example }) => ({
    name,
    kind,
    signatures,
    description,
    example,
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const KEYWORDS: readonly string[] = [...QUERY_WORDS, ...CONTEXTUAL_WORDS].sort();

/** `table`: only the one that is written so, with whatever quotes; tables of all schemas unless said otherwise. */
export function completion(project: ProjectTables, table?: string): Completion {
  const environment = projectEnvironment(project);
  let columnsLeft = table === undefined ? MOST_COLUMNS : Number.POSITIVE_INFINITY;
  const tables: CompletionTable[] = [];
  for (const parts of pathsOf(project)) {
    const text = parts.map(printIdentifier).join('.');
    if (table !== undefined && text !== table && parts.join('.') !== table) continue;
    const found = environment.findTable(parts);
    if (found === undefined || 'refusal' in found) continue;
    columnsLeft -= found.columns.length;
    const columns = found.columns.flatMap(({ name, type, hidden }) =>
      name === null ? [] : [{ text: printIdentifier(name), type: printSqlType(type), hidden }],
    );
    tables.push({ text, columns: columnsLeft < 0 ? null : columns });
  }
  return { keywords: KEYWORDS, functions: FUNCTIONS_TOLD, tables };
}

function* pathsOf({
  collections,
  continuous,
  materialized,
  users,
}: ProjectTables): Generator<readonly string[]> {
  for (const collection of collections) yield [canonicalName(collection)];
  for (const name of continuous?.keys() ?? []) yield ['continuous', name];
  for (const name of materialized?.keys() ?? []) yield ['materialized', name];
  if (users !== undefined) yield ['users'];
  yield ['_all'];
  yield ['$invalid_schema'];
}

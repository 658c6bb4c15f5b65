import type { FunctionCategory, FunctionDefinition } from './function-definition.ts';

type Required = 'name' | 'description' | 'example' | 'signatures' | 'duckdb';

/** What an entry of the table says; the rest is as it is for most: a deterministic scalar that is NULL for NULLs. */
export type Entry = Pick<FunctionDefinition, Required> &
  Partial<Omit<FunctionDefinition, Required | 'category'>>;

/** The definitions of one category. */
export function define(category: FunctionCategory, entries: readonly Entry[]): readonly FunctionDefinition[] {
  const kind = KINDS[category] ?? 'scalar';
  return entries.map((entry) => ({
    kind,
    category,
    onNull: kind === 'scalar' ? 'null' : 'called',
    deterministic: true,
    ...entry,
  }));
}

/** An entry under further names: Presto has many synonyms. */
export function alias(name: string, entry: Entry): Entry {
  const renamed = (text: string) => text.replaceAll(new RegExp(`\\b${entry.name}\\(`, 'g'), `${name}(`);
  return {
    ...entry,
    name,
    description: `The same as ${entry.name}.`,
    example: renamed(entry.example),
    signatures: entry.signatures.map(renamed),
    // Called by the name it has there.
    duckdb: entry.duckdb.form === 'same' ? { form: 'template', sql: `${entry.name}($*)` } : entry.duckdb,
  };
}

const KINDS: Partial<Record<FunctionCategory, FunctionDefinition['kind']>> = {
  aggregate: 'aggregate',
  'approximate aggregate': 'aggregate',
  'statistical aggregate': 'aggregate',
  window: 'window',
};

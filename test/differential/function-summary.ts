import { FUNCTIONS } from '../../src/sql/functions/catalogue.ts';
import { same } from '../../src/sql/functions/forms.ts';
import type { EngineForm, FunctionDefinition } from '../../src/sql/functions/function-definition.ts';

const ENGINES: readonly (readonly [string, (definition: FunctionDefinition) => EngineForm])[] = [
  ['DuckDB', ({ duckdb }) => duckdb],
  ['PrestoDB', ({ presto = same }) => presto],
  ['Trino', ({ trino = same }) => trino],
];

/** Functions × engines: how many there are of each kind, and which an engine refuses, with the reason. */
export function functionSummary(): readonly string[] {
  const lines = ['functions that an engine answers, by kind:'];
  const categories = Map.groupBy(FUNCTIONS, ({ category }) => category);
  for (const [category, definitions] of categories) {
    const counts = ENGINES.map(([name, form]) => {
      return `${name} ${definitions.filter((each) => form(each).form !== 'refused').length}`;
    });
    lines.push(`  ${category}: of ${definitions.length}, ${counts.join(', ')}`);
  }
  for (const [name, form] of ENGINES) {
    lines.push(`refused on ${name}:`);
    for (const definition of FUNCTIONS) {
      const found = form(definition);
      if (found.form === 'refused') lines.push(`  ${definition.name}: ${found.reason}`);
    }
  }
  return lines;
}

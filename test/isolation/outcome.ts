import { MillraceError } from '../../src/platform/errors.ts';
import type { CompileRequest } from '../../src/sql/compile/compile-query.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import type { TwoProjects } from '../support/sql/two-projects.ts';

/**
 * A text, and what comes of it: the code of the refusal, `fails: …` with what the engine says of the values, or the
 * answer: `name, name: value|value; value|value`, rows sorted, a column without a name being `-`.
 */
export type Case = readonly [text: string, outcome: string];

/** What comes of a text. What the engine says it reads is compared with what was authorised on the way. */
export async function outcomeOf(
  projects: TwoProjects,
  text: string,
  request: Partial<CompileRequest> = {},
): Promise<string> {
  let sql: string;
  let names: string;
  try {
    const compiled = projects.compile(text, request);
    ({ sql } = compiled);
    names = compiled.columns.map(({ name }) => name ?? '-').join(', ');
    const read = projects.tableNames(sql).join();
    const authorised = compiled.physicalTables.join();
    if (read !== authorised) return `reads ${read}, and ${authorised} was authorised`;
  } catch (error) {
    if (error instanceof SqlTextError || error instanceof MillraceError) return error.code;
    throw error;
  }
  try {
    const rows = await projects.rows(sql);
    return `${names}: ${rows
      .map((row) => row.map(shown).join('|'))
      .sort()
      .join('; ')}`;
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return `fails: ${first}`;
  }
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

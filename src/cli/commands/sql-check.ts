import process from 'node:process';
import { analyze } from '../../sql/analysis/analyze.ts';
import type { AnalysisEnvironment } from '../../sql/analysis/environment.ts';
import { parseQuery } from '../../sql/parse/parse-query.ts';
import { SqlTextError } from '../../sql/sql-text-error.ts';
import { projectEnvironment } from '../../sql/tables/project-environment.ts';
import { CONFIG_OPTION, type Command, DATA_OPTION, PROJECT_OPTION } from '../command.ts';
import { EXIT, usageFailure } from '../exit-codes.ts';
import { collectionsFor } from '../sql-collections.ts';
import { SCHEMA_OPTION } from '../sql-schema.ts';
import { textLines } from '../text-lines.ts';

export const sqlCheckCommand: Command = {
  name: 'sql check',
  summary: 'Say of each query on standard input whether it is one',
  arguments: [],
  options: [
    { name: 'parse-only', description: 'look at the text alone, not at tables, functions and types' },
    SCHEMA_OPTION,
    PROJECT_OPTION,
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  notes: [
    'Each line of the input is a query as a JSON string. Each line of the output is {"ok":true} or {"ok":false,"error","line","column"}, in the same order; line and column count from 1, the column in UTF-16 units. Nothing is run.',
    'The JSON of --schema is that which POST /project/schema answers: [{"name": "pageview", "fields": [{"name": "url", "type": "STRING"}]}].',
  ],
  examples: [
    'millrace sql check --parse-only < statements.jsonl',
    'millrace sql check --schema schema.json < statements.jsonl',
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const parseOnly = options.flag('parse-only');
    if (parseOnly && (options.text('schema') ?? options.text('project')) !== undefined) {
      throw usageFailure('with "--parse-only" no table is looked at', 'leave it out, or the tables');
    }
    const environment = parseOnly
      ? undefined
      : projectEnvironment({ collections: await collectionsFor(invocation) });
    for await (const line of textLines(process.stdin))
      await terminal.write(`${JSON.stringify(check(line, environment))}\n`);
    return EXIT.ok;
  },
};

type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: string; readonly line: number; readonly column: number };

/** Without an environment the text alone. */
function check(line: string, environment: AnalysisEnvironment | undefined): Verdict {
  const sql = textOf(line);
  if (sql === undefined) return { ok: false, error: 'this line is no JSON string', line: 1, column: 1 };
  try {
    const query = parseQuery(sql);
    if (environment !== undefined) analyze(query, sql, environment);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SqlTextError)) throw error;
    return { ok: false, error: error.reason, line: error.line, column: error.column };
  }
}

function textOf(line: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

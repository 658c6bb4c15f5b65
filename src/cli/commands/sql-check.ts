import process from 'node:process';
import { parseQuery } from '../../sql/parse/parse-query.ts';
import { SqlSyntaxError } from '../../sql/parse/syntax-error.ts';
import type { Command } from '../command.ts';
import { EXIT, usageFailure } from '../exit-codes.ts';
import { textLines } from '../text-lines.ts';

export const sqlCheckCommand: Command = {
  name: 'sql check',
  summary: 'Say of each query on standard input whether it is one',
  arguments: [],
  options: [
    { name: 'parse-only', description: 'look at the text alone, not at tables, functions and types' },
  ],
  notes: [
    'Each line of the input is a query as a JSON string. Each line of the output is {"ok":true} or {"ok":false,"error","line","column"}, in the same order; line and column count from 1, the column in UTF-16 units.',
  ],
  examples: ['sql check --parse-only < statements.jsonl'],
  async run({ options, terminal }) {
    if (!options.flag('parse-only')) {
      throw usageFailure('tables and types cannot be checked without a server yet', 'say --parse-only');
    }
    for await (const line of textLines(process.stdin))
      await terminal.write(`${JSON.stringify(check(line))}\n`);
    return EXIT.ok;
  },
};

type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: string; readonly line: number; readonly column: number };

function check(line: string): Verdict {
  const sql = textOf(line);
  if (sql === undefined) return { ok: false, error: 'this line is no JSON string', line: 1, column: 1 };
  try {
    parseQuery(sql);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
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

import { CommandFailure, EXIT } from './exit-codes.ts';
import { jsonText } from './json-text.ts';
import { type ClientResponse, failureOf } from './server-client.ts';
import { renderTable, type TableColumn } from './table.ts';
import type { Terminal } from './terminal.ts';

/** The answer of `/query/execute`. Integers beyond 2^53 are `bigint`. */
export interface QueryResult {
  readonly metadata: readonly { readonly name: string; readonly type: string }[];
  readonly result: readonly (readonly unknown[])[];
}

const NUMBERS: ReadonlySet<string> = new Set(['INTEGER', 'LONG', 'DOUBLE', 'DECIMAL']);

/** Values kept as they were sent: a number that a double cannot hold becomes a `bigint`. */
export function parseQueryResult(response: ClientResponse): QueryResult {
  if (response.status >= 300) throw failureOf(response);
  try {
    const text = response.body.toString();
    return (
      /[\d]{16}/.test(text) ? JSON.parse(text, exactInteger as Reviver) : JSON.parse(text)
    ) as QueryResult;
  } catch (cause) {
    throw new CommandFailure(EXIT.failed, 'the server answered something that is not a result', { cause });
  }
}

type Reviver = (key: string, value: unknown) => unknown;

function exactInteger(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const { source } = context;
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

export function tableOf(result: QueryResult, terminal: Terminal): string {
  const columns = result.metadata.map(
    ({ name, type }): TableColumn => ({ name, align: NUMBERS.has(type) ? 'right' : 'left' }),
  );
  return renderTable(columns, result.result, { width: terminal.columns, style: terminal.style });
}

/** RFC 4180 with a header; NULL is an empty field, empty text `""`. */
export async function writeCsv(result: QueryResult, terminal: Terminal): Promise<void> {
  await terminal.write(`${result.metadata.map(({ name }) => csvField(name)).join(',')}\n`);
  for (const row of result.result) await terminal.write(`${row.map(csvField).join(',')}\n`);
}

function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : jsonText(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An array of objects, one a line. */
export async function writeJson(result: QueryResult, terminal: Terminal): Promise<void> {
  const names = result.metadata.map(({ name }) => JSON.stringify(name));
  await terminal.write('[');
  for (const [index, row] of result.result.entries()) {
    const members = names.map((name, column) => `${name}:${jsonText(row[column])}`);
    await terminal.write(`${index === 0 ? '\n' : ',\n'}{${members.join(',')}}`);
  }
  await terminal.write(result.result.length === 0 ? ']\n' : '\n]\n');
}

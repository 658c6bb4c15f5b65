/**
 * Runs queries one after the other on a DuckDB with little memory, in a process of their own. A line of JSON for each:
 * how it ended, and by how much the most memory that this process ever had grew since the first, in MB.
 *
 * Input: a JSON array of queries as the first argument.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { compileText } from './compile-text.ts';

const INTERRUPT_AFTER_MS = 4000;

function mostMegabytes(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '256MiB' });
const connection = await instance.connect();
await connection.run('SELECT 1');
const before = mostMegabytes();
for (const query of JSON.parse(process.argv[2]!) as string[]) {
  const timer = setTimeout(() => connection.interrupt(), INTERRUPT_AFTER_MS);
  let outcome = 'answered';
  try {
    await connection.runAndReadAll(compileText(query).sql);
  } catch (error) {
    outcome = error instanceof Error ? error.message : String(error);
  }
  clearTimeout(timer);
  console.log(JSON.stringify({ outcome, megabytes: Math.round(mostMegabytes() - before) }));
}

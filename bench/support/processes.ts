import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { portOf, post, spawnMillrace, stop, untilReady } from '../../test/support/server-process.ts';
import type { LoadPlan, LoadResult } from './load-generator.ts';

const SUPPORT = import.meta.dirname;

/** A server under test, in a process of its own. */
export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface RunningMillrace extends RunningServer {
  /** Stops it and keeps the data directory, which the caller then removes. */
  stopAndKeep(): Promise<void>;
  readonly dataDirectory: string;
  readonly masterKey: string;
  readonly readKey: string;
  readonly writeKey: string;
}

/** Starts Millrace on an empty data directory with a project, and removes the directory when it is stopped. */
export async function startMillrace(extra: Readonly<Record<string, string>> = {}): Promise<RunningMillrace> {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'));
  const child = spawnMillrace(dataDirectory, { env: extra });
  process.once('exit', () => child.kill());
  const port = await portOf(dataDirectory, child);
  await untilReady(port);
  const keys = (await post(port, '/project/create', { name: 'bench' })) as Record<string, string>;
  return {
    port,
    pid: child.pid ?? 0,
    dataDirectory,
    masterKey: keys['master_key'] ?? '',
    readKey: keys['read_key'] ?? '',
    writeKey: keys['write_key'] ?? '',
    stopAndKeep: () => stop(child, 'SIGTERM'),
    async stop() {
      await stop(child, 'SIGTERM');
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** One of the bare servers of `bare-server.ts`. */
export async function startBareServer(kind: 'parse' | 'commit'): Promise<RunningServer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-bare-'));
  const child = spawn(process.execPath, [path.join(SUPPORT, 'bare-server.ts'), kind, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  const port = await new Promise<number>((resolve) => {
    child.stdout?.once('data', (data: Buffer) => resolve(Number(data.toString())));
  });
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      await stop(child, 'SIGTERM');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Runs the load generator and returns what it measured. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const child = spawn(process.execPath, [path.join(SUPPORT, 'load-generator.ts'), JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await stop(child);
  if (child.exitCode !== 0) throw new Error(`the load generator exited with ${child.exitCode}`);
  return JSON.parse(output) as LoadResult;
}

/** Memory of a process in bytes: anonymous (its own) and total resident (pages of mapped files included). */
export function memoryOf(pid: number): { readonly anonymous: number; readonly resident: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return { anonymous: kilobytes('RssAnon') * 1024, resident: kilobytes('VmRSS') * 1024 };
}

/** Processor time that a process has used so far, in seconds. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

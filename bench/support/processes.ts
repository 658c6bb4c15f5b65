import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { LoadPlan, LoadResult } from './load-generator.ts';

const SUPPORT = import.meta.dirname;
const ROOT = path.resolve(SUPPORT, '../..');

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

function exited(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await exited(child);
}

/** Starts Millrace on an empty data directory with a project, and removes the directory when it is stopped. */
export async function startMillrace(extra: Readonly<Record<string, string>> = {}): Promise<RunningMillrace> {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'));
  const child = spawnMillrace(dataDirectory, extra);
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
    stopAndKeep: () => stop(child),
    async stop() {
      await stop(child);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

export function spawnMillrace(
  dataDirectory: string,
  extra: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, ['src/main.ts', 'start', '--data', dataDirectory, '--port', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', MILLRACE_LOG_LEVEL: 'warn', ...extra },
  });
}

/** The port that the server chose, from the file it writes when it listens. */
export async function portOf(dataDirectory: string, child: ChildProcess): Promise<number> {
  for (;;) {
    try {
      const { url } = JSON.parse(readFileSync(path.join(dataDirectory, 'server.json'), 'utf8')) as {
        url: string;
      };
      return Number(new URL(url).port);
    } catch {
      if (child.exitCode !== null) throw new Error(`the server exited with ${child.exitCode}`);
      await sleep(5);
    }
  }
}

export async function untilReady(port: number): Promise<void> {
  for (;;) {
    try {
      const reply = await fetch(`http://127.0.0.1:${port}/health/ready`);
      await reply.arrayBuffer();
      if (reply.status === 200) return;
    } catch {
      // Not listening yet.
    }
    await sleep(5);
  }
}

export async function post(
  port: number,
  route: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const reply = await fetch(`http://127.0.0.1:${port}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = (await reply.json()) as unknown;
  if (!reply.ok) throw new Error(`${route}: ${reply.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** One of the bare servers of `bare-server.ts`. */
export async function startBareServer(kind: 'parse' | 'commit'): Promise<RunningServer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-bare-'));
  const child = spawn(process.execPath, [path.join(SUPPORT, 'bare-server.ts'), kind, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve) => {
    child.stdout?.once('data', (data: Buffer) => resolve(Number(data.toString())));
  });
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      await stop(child);
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
  await exited(child);
  if (child.exitCode !== 0) throw new Error(`the load generator exited with ${child.exitCode}`);
  return JSON.parse(output) as LoadResult;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
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

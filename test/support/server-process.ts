/** Millrace as a process of its own, for tests and benchmarks that kill, trace or load it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Starts `millrace start` on a data directory, on a port that the system chooses; `wrapper` may put a tracer before it. */
export function spawnMillrace(
  dataDirectory: string,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly wrapper?: readonly string[];
    readonly stderr?: 'inherit' | 'pipe';
  } = {},
): ChildProcess {
  const command = [
    ...(options.wrapper ?? []),
    process.execPath,
    'src/main.ts',
    'start',
    '--data',
    dataDirectory,
    '--port',
    '0',
  ];
  return spawn(command[0] ?? '', command.slice(1), {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', options.stderr ?? 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', MILLRACE_LOG_LEVEL: 'error', ...options.env },
  });
}

export interface ServerProcess {
  child: ChildProcess;
  port: number;
}

/** Starts a server and resolves when it is ready. */
export async function startMillrace(
  dataDirectory: string,
  options: Parameters<typeof spawnMillrace>[1] = {},
): Promise<ServerProcess> {
  const child = spawnMillrace(dataDirectory, options);
  const port = await portOf(dataDirectory, child);
  await untilReady(port, child);
  return { child, port };
}

/** The port of a server that was just started, from the file that it writes when it listens. */
export async function portOf(dataDirectory: string, child: ChildProcess): Promise<number> {
  for (;;) {
    const found = announcedBy(dataDirectory, child.pid);
    if (found !== undefined) return found;
    if (hasExited(child)) throw new Error(`the server exited with ${child.exitCode ?? child.signalCode}`);
    await sleep(5);
  }
}

function announcedBy(dataDirectory: string, pid: number | undefined): number | undefined {
  try {
    const announced = JSON.parse(readFileSync(path.join(dataDirectory, 'server.json'), 'utf8')) as {
      readonly url: string;
      readonly pid: number;
    };
    // After a kill the file of the process before is still there.
    return pid === undefined || announced.pid === pid ? Number(new URL(announced.url).port) : undefined;
  } catch {
    return undefined;
  }
}

export async function untilReady(port: number, child?: ChildProcess): Promise<void> {
  for (;;) {
    if (child !== undefined && hasExited(child)) {
      throw new Error(`the server exited with ${child.exitCode ?? child.signalCode} before it was ready`);
    }
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

/** Posts JSON and returns the JSON answer; throws unless the status is 2xx. */
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

export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Sends a signal (none: just waits) and resolves when the process is gone. */
export async function stop(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (hasExited(child)) return;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  if (signal !== undefined) child.kill(signal);
  await exited;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Only keeps a test that fails from waiting for ever. */
const UNTIL_MS = 180_000;

/** Resolves when the condition holds, asked again and again; throws when it never does. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + UNTIL_MS;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`still not after ${UNTIL_MS} ms: ${what}`);
    await sleep(50);
  }
}

export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

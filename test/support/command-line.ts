/** The command line as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { TestContext } from 'node:test';
import { ROOT } from './server-process.ts';

export interface CommandResult {
  /** The exit code, or the signal that ended it. */
  readonly exit: number | NodeJS.Signals;
  readonly out: string;
  readonly note: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
}

export async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-cli-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export function spawnCommand(words: readonly string[], options: CommandOptions = {}): ChildProcess {
  return spawn(process.execPath, [path.join(ROOT, 'src/main.ts'), ...words], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...process.env, NO_COLOR: '1', MILLRACE_LOG_LEVEL: 'error', ...options.env },
    stdio: 'pipe',
  });
}

/** Runs a command line to its end. */
export async function millrace(
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawnCommand(words, options);
  child.stdin?.end(options.input ?? '');
  return resultOf(child);
}

export async function resultOf(child: ChildProcess): Promise<CommandResult> {
  let out = '';
  let note = '';
  child.stdout?.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr?.on('data', (piece: Buffer) => {
    note += piece.toString();
  });
  const exit = await new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? -1));
  });
  return { exit, out, note };
}

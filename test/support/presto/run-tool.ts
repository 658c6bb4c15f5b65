import { spawn } from 'node:child_process';

/** Runs a command to its end; its output is kept for the error alone. `hint`: what to do when it is not there. */
export async function runTool(command: string, args: readonly string[], hint: string): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (text: string) => {
    output = (output + text).slice(-4000);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const status = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const problem = cause.code === 'ENOENT' ? 'is not installed' : `did not start: ${cause.message}`;
      reject(new Error(`"${command}" ${problem}; ${hint}`, { cause }));
    });
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  if (status !== 0) {
    throw new Error(`"${command} ${args.join(' ')}" failed (${status}):\n${output.trim()}`);
  }
}

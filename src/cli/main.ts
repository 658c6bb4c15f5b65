import { endProcess } from '../platform/end-process.ts';
import { MillraceError, messageOf } from '../platform/errors.ts';
import { VERSION } from '../platform/version.ts';
import { parseCommandLine } from './command-line.ts';
import { COMMANDS } from './commands/index.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { renderCommandHelp, renderGroupHelp, renderHelp } from './help.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/** Runs one command line and resolves to the exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const terminal = createTerminal(process.stdout, process.stderr, process.env);
  // The reader of a pipe may have seen enough: `millrace query … | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? EXIT.ok) : EXIT.failed);
  });
  // Notes that nobody reads any more, as in `millrace query … 2>&1 | head`, are no failure.
  process.stderr.on('error', () => {});
  const interruption = interruptible();
  try {
    const parsed = parseCommandLine(words, COMMANDS);
    if (parsed.kind === 'run') {
      const { arguments: given, options, command } = parsed;
      const { signal } = interruption;
      return await command.run({ arguments: given, options, terminal, env: process.env, signal });
    }
    const page = { width: terminal.columns, style: terminal.style };
    if (parsed.kind === 'version') terminal.out(`millrace ${VERSION}`);
    else if (parsed.command !== undefined) terminal.out(renderCommandHelp(parsed.command, page));
    else if (parsed.group !== undefined) terminal.out(renderGroupHelp(parsed.group, COMMANDS, page));
    else terminal.out(renderHelp(COMMANDS, page));
    return EXIT.ok;
  } catch (error) {
    if (interruption.signal.aborted) {
      terminal.note('interrupted');
      return EXIT.interrupted;
    }
    return report(error, terminal);
  }
}

/** A launcher and its terminal may both pass on the same signal: within this time two count as one. */
const SAME_SIGNAL_MS = 300;

/** The first SIGINT, SIGTERM or SIGHUP asks a command to end, a second one ends the process at once. */
function interruptible(): AbortController {
  const controller = new AbortController();
  let interruptedAt = 0;
  const interrupt = () => {
    const now = performance.now();
    if (!controller.signal.aborted) {
      interruptedAt = now;
      controller.abort(new Error('interrupted'));
    } else if (now - interruptedAt > SAME_SIGNAL_MS) {
      endProcess(EXIT.interrupted);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return controller;
}

/** Says what went wrong and what to do about it, and finds the exit code. */
function report(error: unknown, terminal: Terminal): number {
  const { red } = terminal.style;
  terminal.note(`${red('error')}: ${messageOf(error)}`);
  if (error instanceof CommandFailure || error instanceof MillraceError) {
    if (error.detail !== undefined) terminal.note(`  ${error.detail.replaceAll('\n', '\n  ')}`);
    if (error.hint !== undefined) terminal.note(`  hint: ${error.hint}`);
    return error instanceof CommandFailure ? error.exitCode : EXIT.failed;
  }
  if (error instanceof Error && error.stack !== undefined) terminal.note(error.stack);
  return EXIT.failed;
}

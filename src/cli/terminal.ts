import type { Writable } from 'node:stream';

/** Where a command writes: its answer to `out`, everything about how it goes to `note`. */
export interface Terminal {
  /** The answer, on standard output; a newline is added. */
  out(text: string): void;
  /** The answer in pieces, nothing added; resolves when there is room for more. */
  write(data: string | Uint8Array): Promise<void>;
  /** Progress, hints and errors, on standard error; a newline is added. */
  note(text: string): void;
  /** Rewrites the last line of standard error; only where `isInteractive`. */
  status(text: string): void;
  /** Standard error is a terminal. */
  readonly isInteractive: boolean;
  /** Width of standard output in characters. */
  readonly columns: number;
  /** Styles for standard output; they do nothing where it is no terminal or `NO_COLOR` is set. */
  readonly style: Style;
}

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

interface TerminalStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const PLAIN_WIDTH = 100;

export function createTerminal(
  stdout: TerminalStream,
  stderr: TerminalStream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const isColoured = (env['FORCE_COLOR'] ?? '0') !== '0' || (stdout.isTTY === true && !env['NO_COLOR']);
  let hasStatus = false;
  const clearStatus = () => {
    if (hasStatus) stderr.write('\r\x1b[2K');
    hasStatus = false;
  };
  return {
    out(text) {
      clearStatus();
      stdout.write(`${text}\n`);
    },
    async write(data) {
      if (!stdout.write(data)) await new Promise<void>((resolve) => stdout.once('drain', resolve));
    },
    note(text) {
      clearStatus();
      stderr.write(`${text}\n`);
    },
    status(text) {
      clearStatus();
      // What ran into a second line could not be removed any more.
      stderr.write(text.slice(0, (stderr.columns ?? PLAIN_WIDTH) - 1));
      hasStatus = text !== '';
    },
    isInteractive: stderr.isTTY === true,
    columns: stdout.columns ?? PLAIN_WIDTH,
    style: createStyle(isColoured),
  };
}

export function createStyle(isColoured: boolean): Style {
  const paint = (open: number, close: number) => (text: string) =>
    isColoured && text !== '' ? `\x1b[${open}m${text}\x1b[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}

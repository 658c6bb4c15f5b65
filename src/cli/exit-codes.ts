/** What the process's exit says; the same list is shown by `--help`. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  interrupted: 130,
} as const;

export const EXIT_MEANINGS: readonly (readonly [number, string])[] = [
  [EXIT.ok, 'done'],
  [EXIT.failed, 'failed: the message says why'],
  [EXIT.usage, 'wrong usage: unknown command, option or value'],
  [EXIT.unreachable, 'no server could be reached, or its data directory could not be opened'],
  [EXIT.refused, 'refused: key, token or permission'],
  [EXIT.interrupted, 'interrupted'],
];

/** A failure as a command reports it: message, what to do about it, and the exit code. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: number;
  readonly detail: string | undefined;
  readonly hint: string | undefined;

  constructor(
    exitCode: number,
    message: string,
    options: {
      readonly detail?: string | undefined;
      readonly hint?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.exitCode = exitCode;
    this.detail = options.detail;
    this.hint = options.hint;
  }
}

export function usageFailure(message: string, hint?: string): CommandFailure {
  return new CommandFailure(EXIT.usage, message, { hint });
}

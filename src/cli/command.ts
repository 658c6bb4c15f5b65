import type { Terminal } from './terminal.ts';

/** One command of the command line: what `--help` shows and what runs. */
export interface Command {
  /** One or two words: `query`, `project create`. */
  readonly name: string;
  /** One line, an imperative sentence without a full stop. */
  readonly summary: string;
  /** Positional arguments in order; all are needed but the last ones that are `optional`. */
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Paragraphs below the options. */
  readonly notes?: readonly string[];
  /** Whole command lines. */
  readonly examples: readonly string[];
  /** Resolves to the exit code; throws `CommandFailure` or any error. */
  run(invocation: Invocation): Promise<number>;
}

export interface ArgumentSpec {
  /** As help shows it: `FILE`. */
  readonly name: string;
  readonly description: string;
  readonly optional?: boolean;
}

export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  /** What stands after the option, as help shows it; a flag has none. */
  readonly value?: string;
  readonly description: string;
}

/** A command line that was understood. */
export interface Invocation {
  readonly arguments: readonly string[];
  readonly options: OptionValues;
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by the first SIGINT or SIGTERM; `start` and `demo` end in good order then. */
  readonly signal: AbortSignal;
}

export interface OptionValues {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** A whole number within the bounds; anything else is wrong usage. */
  integer(name: string, bounds: { readonly minimum: number; readonly maximum: number }): number | undefined;
}

export const DATA_OPTION: OptionSpec = {
  name: 'data',
  value: 'DIR',
  description: 'data directory (default ./data)',
};

export const CONFIG_OPTION: OptionSpec = {
  name: 'config',
  value: 'FILE',
  description: 'configuration (default ./config.properties, if there)',
};

export const PROJECT_OPTION: OptionSpec = {
  name: 'project',
  value: 'NAME',
  description: 'project; not needed when there is only one',
};

export const JSON_OPTION: OptionSpec = { name: 'json', description: 'print JSON' };

export const DEFAULT_DATA = './data';

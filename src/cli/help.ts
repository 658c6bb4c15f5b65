import type { Command } from './command.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';
import type { Style } from './terminal.ts';

const INTRODUCTION =
  'Millrace: self-hosted event analytics. Events over HTTP, a durable log, exactly-once tables, SQL. One process, everything embedded.';

const WHICH_SERVER =
  'Commands talk to the server that runs on the data directory (--data DIR, default ./data) and need no key for it. When none runs they open the directory themselves. query and import also reach any other server: --url URL --key KEY.';

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 88;
/** A description that had less room than this beside its option stands below it. */
const NARROWEST_DESCRIPTION = 24;

export interface Page {
  /** Of the terminal, in characters. */
  readonly width: number;
  readonly style: Style;
}

/** What `millrace --help` prints. */
export function renderHelp(commands: readonly Command[], page: Page): string {
  const { style } = page;
  return [
    ...paragraph(INTRODUCTION, page),
    '',
    style.bold('Usage'),
    '  millrace COMMAND [OPTIONS]',
    '',
    style.bold('First steps'),
    ...renderRows(
      [
        ['millrace start --demo', 'a server with real data and questions to ask it'],
        ['millrace start', 'a server; data lie in ./data'],
      ],
      page,
    ),
    '',
    style.bold('Commands'),
    ...renderRows(
      commands.map((command) => [signature(command), command.summary] as const),
      page,
    ),
    '',
    style.bold('Everywhere'),
    ...renderRows(
      [
        ['--help', 'what a command does, its options and examples'],
        ['--version', 'print the version'],
      ],
      page,
    ),
    '',
    style.bold('Which server'),
    ...paragraph(WHICH_SERVER, page, '  '),
    '',
    style.bold('Exit codes'),
    ...renderRows(
      EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning] as const),
      page,
    ),
  ].join('\n');
}

/** What `millrace keys --help` prints. */
export function renderGroupHelp(group: string, commands: readonly Command[], page: Page): string {
  const rows = commands
    .filter((command) => command.name.startsWith(`${group} `))
    .map((command) => [signature(command), command.summary] as const);
  return [page.style.bold('Commands'), ...renderRows(rows, page)].join('\n');
}

export function renderCommandHelp(command: Command, page: Page): string {
  const { style } = page;
  const lines = [...paragraph(`${command.summary}.`, page), '', style.bold('Usage')];
  lines.push(`  millrace ${signature(command)}${command.options.length > 0 ? ' [OPTIONS]' : ''}`);
  if (command.arguments.length > 0) {
    const rows = command.arguments.map((argument) => [argument.name, argument.description] as const);
    lines.push('', style.bold('Arguments'), ...renderRows(rows, page));
  }
  if (command.options.length > 0) {
    const rows = command.options.map((option) => {
      const value = option.value === undefined ? '' : ` ${option.value}`;
      return [`--${option.name}${value}`, option.description] as const;
    });
    lines.push('', style.bold('Options'), ...renderRows(rows, page));
  }
  for (const note of command.notes ?? []) lines.push('', ...paragraph(note, page));
  if (command.examples.length > 0) {
    lines.push('', style.bold('Examples'), ...command.examples.map((example) => `  ${example}`));
  }
  return lines.join('\n');
}

function signature(command: Command): string {
  const names = command.arguments.map(({ name, optional }) => (optional === true ? `[${name}]` : name));
  return [command.name, ...names].join(' ');
}

function renderRows(rows: readonly (readonly [string, string])[], { style, width }: Page): readonly string[] {
  const left = Math.max(...rows.map(([name]) => name.length));
  const room = Math.min(width, WIDEST) - left - 4;
  return rows.flatMap(([name, description]) => {
    if (room < NARROWEST_DESCRIPTION) {
      return [`  ${style.cyan(name)}`, ...paragraph(description, { style, width }, '      ')];
    }
    const [first = '', ...more] = wrap(description, room);
    return [
      `  ${style.cyan(name)}${' '.repeat(left - name.length)}  ${first}`,
      ...more.map((line) => `${' '.repeat(left + 4)}${line}`),
    ];
  });
}

function paragraph(text: string, { width }: Page, indent = ''): readonly string[] {
  return wrap(text, Math.min(width, WIDEST) - indent.length).map((line) => indent + line);
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

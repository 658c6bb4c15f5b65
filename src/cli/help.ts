import type { Command } from './command.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';
import type { Style } from './terminal.ts';

const INTRODUCTION = `Millrace: self-hosted event analytics. Events over HTTP, a durable log, exactly-once
tables, SQL. One process, everything embedded.`;

/** What `millrace --help` prints. */
export function renderHelp(commands: readonly Command[], style: Style): string {
  const rows = commands.map((command) => [signature(command), command.summary] as const);
  return [
    INTRODUCTION,
    '',
    style.bold('Usage'),
    '  millrace COMMAND [OPTIONS]',
    '',
    style.bold('First steps'),
    '  millrace start --demo          a server with real data and questions to ask it',
    '  millrace start                 a server; data lie in ./data',
    '',
    style.bold('Commands'),
    ...renderRows(rows, style),
    '',
    style.bold('Everywhere'),
    ...renderRows(
      [
        ['--help', 'what a command does, its options and examples'],
        ['--version', 'print the version'],
      ],
      style,
    ),
    '',
    style.bold('Which server'),
    '  Commands talk to the server that runs on the data directory (--data DIR, default',
    '  ./data) and need no key for it. When none runs they open the directory themselves.',
    '  query and import also reach any other server: --url URL --key KEY.',
    '',
    style.bold('Exit codes'),
    ...renderRows(
      EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning] as const),
      style,
    ),
  ].join('\n');
}

/** What `millrace keys --help` prints. */
export function renderGroupHelp(group: string, commands: readonly Command[], style: Style): string {
  const rows = commands
    .filter((command) => command.name.startsWith(`${group} `))
    .map((command) => [signature(command), command.summary] as const);
  return [style.bold('Commands'), ...renderRows(rows, style)].join('\n');
}

export function renderCommandHelp(command: Command, style: Style): string {
  const lines = [`${command.summary}.`, '', style.bold('Usage')];
  lines.push(`  millrace ${signature(command)}${command.options.length > 0 ? ' [OPTIONS]' : ''}`);
  if (command.arguments.length > 0) {
    const rows = command.arguments.map((argument) => [argument.name, argument.description] as const);
    lines.push('', style.bold('Arguments'), ...renderRows(rows, style));
  }
  if (command.options.length > 0) {
    const rows = command.options.map((option) => {
      const value = option.value === undefined ? '' : ` ${option.value}`;
      return [`--${option.name}${value}`, option.description] as const;
    });
    lines.push('', style.bold('Options'), ...renderRows(rows, style));
  }
  for (const note of command.notes ?? []) lines.push('', ...wrap(note, 86));
  if (command.examples.length > 0) {
    lines.push('', style.bold('Examples'), ...command.examples.map((example) => `  millrace ${example}`));
  }
  return lines.join('\n');
}

function signature(command: Command): string {
  return [command.name, ...command.arguments.map((argument) => argument.name)].join(' ');
}

function renderRows(rows: readonly (readonly [string, string])[], style: Style): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${style.cyan(left)}${' '.repeat(width - left.length)}  ${right}`);
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

import { parseArgs } from 'node:util';
import { nearest } from '../platform/nearest.ts';
import type { Command, OptionValues } from './command.ts';
import { type CommandFailure, usageFailure } from './exit-codes.ts';

export type ParsedCommandLine =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: Command | undefined; readonly group: string | undefined }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly arguments: readonly string[];
      readonly options: OptionValues;
    };

/** Understands the words after `millrace`. Throws a usage failure that names the nearest thing that exists. */
export function parseCommandLine(words: readonly string[], commands: readonly Command[]): ParsedCommandLine {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h') {
    return { kind: 'help', command: undefined, group: undefined };
  }
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === 'help') return parseHelp(rest, commands);
  const command = findCommand(words, commands);
  if (command === undefined) return parseGroup(first, rest, commands);
  const count = command.name.split(' ').length;
  const given = words.slice(count);
  const endOfOptions = given.indexOf('--');
  const asked = endOfOptions < 0 ? given : given.slice(0, endOfOptions);
  if (asked.includes('--help') || asked.includes('-h')) {
    return { kind: 'help', command, group: undefined };
  }
  return { kind: 'run', command, ...parseOptions(command, given) };
}

function findCommand(words: readonly string[], commands: readonly Command[]): Command | undefined {
  return (
    commands.find((command) => command.name === words.slice(0, 2).join(' ')) ??
    commands.find((command) => command.name === words[0])
  );
}

function parseHelp(words: readonly string[], commands: readonly Command[]): ParsedCommandLine {
  if (words.length === 0) return { kind: 'help', command: undefined, group: undefined };
  const command = findCommand(words, commands);
  if (command !== undefined) return { kind: 'help', command, group: undefined };
  const [first = ''] = words;
  if (membersOf(first, commands).length > 0) return { kind: 'help', command: undefined, group: first };
  throw unknownCommand(first, commands);
}

/** `millrace keys` alone shows what there is to `keys`. */
function parseGroup(first: string, rest: readonly string[], commands: readonly Command[]): ParsedCommandLine {
  const members = membersOf(first, commands);
  if (members.length === 0) throw unknownCommand(first, commands);
  const [second] = rest;
  if (second === '--help' || second === '-h') return { kind: 'help', command: undefined, group: first };
  const names = members.map((command) => command.name);
  if (second === undefined || second.startsWith('-')) {
    throw usageFailure(`"${first}" needs one more word`, `say ${orList(names)}`);
  }
  throw unknownCommand(`${first} ${second}`, members, `see millrace ${first} --help`);
}

function membersOf(group: string, commands: readonly Command[]): readonly Command[] {
  return commands.filter((command) => command.name.startsWith(`${group} `));
}

function unknownCommand(
  name: string,
  commands: readonly Command[],
  help = 'see millrace --help',
): CommandFailure {
  if (name.startsWith('-')) {
    const near = similar(name, ['--help', '--version']);
    return usageFailure(
      `unknown option "${name}"`,
      near === undefined ? 'the command comes first; see millrace --help' : `did you mean "${near}"?`,
    );
  }
  const near = similar(
    name,
    commands.map((command) => command.name),
  );
  return usageFailure(`unknown command "${name}"`, near === undefined ? help : `did you mean "${near}"?`);
}

function parseOptions(
  command: Command,
  words: readonly string[],
): { readonly arguments: readonly string[]; readonly options: OptionValues } {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      command.options.map((option) => [
        option.name,
        { type: option.value === undefined ? 'boolean' : 'string' } as const,
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string | true>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = command.options.find((known) => known.name === token.name);
    if (option === undefined) throw unknownOption(command, token.rawName);
    if (values.has(token.name)) throw usageFailure(`option "--${token.name}" is given twice`);
    values.set(token.name, optionValue(option.name, option.value, token.value, token.inlineValue));
  }
  checkArguments(command, positionals);
  return { arguments: positionals, options: optionValues(values) };
}

function optionValue(
  name: string,
  expected: string | undefined,
  value: string | undefined,
  isInline: boolean | undefined,
): string | true {
  if (expected === undefined) {
    if (value !== undefined) throw usageFailure(`option "--${name}" takes no value`);
    return true;
  }
  // A following option is not the value: `--port --demo` is a slip.
  if (value === undefined || value === '' || (isInline !== true && value.startsWith('--'))) {
    throw usageFailure(`option "--${name}" needs a value: --${name} ${expected}`);
  }
  return value;
}

function unknownOption(command: Command, raw: string): CommandFailure {
  const near = similar(
    raw.replace(/^-+/, ''),
    command.options.map((option) => option.name),
  );
  return usageFailure(
    `unknown option "${raw}" of "${command.name}"`,
    near === undefined ? `see millrace ${command.name} --help` : `did you mean "--${near}"?`,
  );
}

function checkArguments(command: Command, given: readonly string[]): void {
  const missing = command.arguments[given.length];
  const help = `see millrace ${command.name} --help`;
  if (missing !== undefined && missing.optional !== true) {
    throw usageFailure(`"${command.name}" needs ${missing.name}: ${missing.description}`, help);
  }
  const surplus = given[command.arguments.length];
  if (surplus !== undefined) throw usageFailure(`"${command.name}" takes no argument "${surplus}"`, help);
}

function optionValues(values: ReadonlyMap<string, string | true>): OptionValues {
  const text = (name: string) => {
    const value = values.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text,
    flag: (name) => values.get(name) === true,
    integer(name, { minimum, maximum }) {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= minimum && number <= maximum)) {
        throw usageFailure(
          `option "--${name}" needs a whole number from ${minimum} to ${maximum}, not "${value}"`,
        );
      }
      return number;
    },
  };
}

function similar(word: string, candidates: readonly string[]): string | undefined {
  const longer = word.length >= 2 ? candidates.find((candidate) => candidate.startsWith(word)) : undefined;
  return longer ?? nearest(word, candidates);
}

function orList(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

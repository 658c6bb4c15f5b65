import assert from 'node:assert/strict';
import test from 'node:test';
import type { OptionValues } from './command.ts';
import { parseCommandLine } from './command-line.ts';
import { COMMANDS } from './commands/index.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { renderCommandHelp, renderHelp } from './help.ts';
import { createStyle } from './terminal.ts';

function run(words: readonly string[]): {
  readonly name: string;
  readonly given: readonly string[];
  readonly options: OptionValues;
} {
  const parsed = parseCommandLine(words, COMMANDS);
  assert.ok(parsed.kind === 'run');
  return { name: parsed.command.name, given: parsed.arguments, options: parsed.options };
}

test('commands of one and two words, arguments and options in any order', () => {
  const query = run(['query', '--project', 'shop', 'SELECT 1', '--csv']);
  assert.deepEqual([query.name, query.given], ['query', ['SELECT 1']]);
  assert.deepEqual([query.options.text('project'), query.options.flag('csv')], ['shop', true]);
  assert.deepEqual([query.options.text('url'), query.options.flag('json')], [undefined, false]);
  assert.equal(run(['keys', 'revoke', '7']).name, 'keys revoke');
  assert.equal(run(['start', '--port=8080']).options.integer('port', { minimum: 0, maximum: 65_535 }), 8080);
  assert.deepEqual(run(['query', '--', '--help']).given, ['--help']);
  assert.deepEqual(run(['import', '-', '--collection', 'c']).given, ['-']);
});

test('help is understood wherever it stands', () => {
  for (const words of [[], ['--help'], ['-h'], ['help']]) {
    assert.deepEqual(parseCommandLine(words, COMMANDS), {
      kind: 'help',
      command: undefined,
      group: undefined,
    });
  }
  for (const words of [
    ['query', '-h'],
    ['help', 'query'],
    ['query', '--nonsense', '--help'],
  ]) {
    const parsed = parseCommandLine(words, COMMANDS);
    assert.ok(parsed.kind === 'help' && parsed.command?.name === 'query', words.join(' '));
  }
  for (const words of [
    ['keys', '--help'],
    ['help', 'keys'],
  ]) {
    const parsed = parseCommandLine(words, COMMANDS);
    assert.ok(parsed.kind === 'help' && parsed.group === 'keys', words.join(' '));
  }
});

const WRONG: readonly (readonly [words: readonly string[], message: RegExp, hint?: RegExp])[] = [
  [['qury', 'SELECT 1'], /unknown command "qury"/, /did you mean "query"/],
  [['help', 'qury'], /unknown command "qury"/, /did you mean "query"/],
  [['proj'], /unknown command "proj"/, /did you mean "project create"/],
  [['xxxxxxxx'], /unknown command "xxxxxxxx"/, /see millrace --help/],
  [['keys'], /"keys" needs one more word/, /"keys create", "keys list" or "keys revoke"/],
  [['keys', 'lst'], /unknown command "keys lst"/, /did you mean "keys list"/],
  [['--verison'], /unknown option "--verison"/, /did you mean "--version"/],
  [['start', '--prot', '1'], /unknown option "--prot" of "start"/, /did you mean "--port"/],
  [['start', '-p', '1'], /unknown option "-p" of "start"/],
  [['start', '--port', '--demo'], /option "--port" needs a value: --port N/],
  [['start', '--data='], /option "--data" needs a value/],
  [['start', '--port=0', '--port=1'], /option "--port" is given twice/],
  [['start', '--demo=yes'], /option "--demo" takes no value/],
  [['start', 'now'], /"start" takes no argument "now"/],
  [['query'], /"query" needs "SELECT …"/],
];

test('wrong usage is refused with what would be right', () => {
  for (const [words, message, hint] of WRONG) {
    assert.throws(
      () => parseCommandLine(words, COMMANDS),
      (error) => {
        assert.ok(error instanceof CommandFailure, words.join(' '));
        assert.equal(error.exitCode, EXIT.usage);
        assert.match(error.message, message);
        if (hint !== undefined) assert.match(error.hint ?? '', hint);
        return true;
      },
    );
  }
  for (const text of ['high', '-1', '65536', '1.5', '']) {
    const parse = () =>
      run(['start', `--port=${text}`]).options.integer('port', { minimum: 0, maximum: 65_535 });
    assert.throws(parse, { exitCode: EXIT.usage }, text);
  }
});

test('help fits narrow terminals too, and every example is a command line that is understood', () => {
  for (const width of [80, 60, 40]) {
    const page = { width, style: createStyle(false) };
    const helps = [
      renderHelp(COMMANDS, page),
      ...COMMANDS.map((command) => renderCommandHelp(command, page).replace(/\n\nExamples\n.*$/s, '')),
    ];
    for (const line of helps.join('\n').split('\n')) {
      assert.ok(line.length <= width, `longer than ${width}: ${line}`);
    }
  }
  for (const command of COMMANDS) {
    assert.ok(command.examples.length > 0, command.name);
    for (const example of command.examples) {
      const own = example.replace(/^(.*\| )?millrace /, '').replace(/ [<>] .*$/, '');
      const words = [...own.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
      assert.equal(run(words).name, command.name, example);
    }
  }
});

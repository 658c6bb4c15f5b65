import assert from 'node:assert/strict';
import test from 'node:test';
import { MillraceError } from '../platform/errors.ts';
import { describeConfig } from './describe-config.ts';
import { CONFIG_KEYS, CONFIG_MODULES, type ConfigKey, type ConfigValue, variableOf } from './keys.ts';
import { type ConfigInput, loadConfig } from './load-config.ts';
import { parseProperties } from './properties.ts';
import { readValue, writeValue } from './value-text.ts';

const NOTHING: ConfigInput = { environment: {} };

function file(text: string): ConfigInput {
  return { environment: {}, file: { path: 'config.properties', text } };
}

function problemsOf(input: ConfigInput): readonly string[] {
  try {
    loadConfig(input);
  } catch (error) {
    assert.ok(error instanceof MillraceError && error.code === 'CONFIG_INVALID');
    return (error.detail ?? '').split('\n');
  }
  return [];
}

/** A value that the key accepts and that is not its default. */
function anotherValue(key: ConfigKey): string {
  const fallback = key.default;
  switch (key.kind) {
    case 'flag':
      return String(!fallback);
    case 'choice':
      return key.choices.find((word) => word !== fallback) ?? '';
    case 'list':
      return 'one, two';
    case 'text':
    case 'secret':
      return key.name === 'http.server.address' ? '[::1]:1234' : 'another';
    default: {
      const number = fallback as number;
      const next = key.maximum === undefined || number < key.maximum ? number + 1 : number - 1;
      return writeValue(key, next);
    }
  }
}

test('with nothing set, every key has its default', () => {
  const { config, sources } = loadConfig(NOTHING);
  assert.equal(config['http.server.address'], '127.0.0.1:9999');
  assert.equal(config['query.max-rows'], 500_000);
  assert.equal(sources.size, 0);
  for (const key of CONFIG_KEYS.values()) {
    assert.deepEqual((config as unknown as Record<string, ConfigValue>)[key.name], key.default, key.name);
    const read = readValue(key, writeValue(key, key.default));
    assert.deepEqual(read, { value: key.default }, `the default of ${key.name} is a value of its kind`);
  }
});

test('no key is declared by two modules, and every key has a variable of its own', () => {
  const names = CONFIG_MODULES.flatMap((module) => Object.keys(module.properties));
  assert.equal(new Set(names).size, names.length);
  assert.equal(new Set(names.map(variableOf)).size, names.length);
});

test('every key can be set in the file, in the environment and on the command line', () => {
  for (const key of CONFIG_KEYS.values()) {
    const text = anotherValue(key);
    const inputs: readonly (readonly [string, ConfigInput])[] = [
      ['config.properties:2', file(`# a comment\n${key.name} = ${text}\n`)],
      [variableOf(key.name), { environment: { [variableOf(key.name)]: text } }],
      [
        '--option',
        { environment: {}, options: [{ key: key.name as never, value: text, source: '--option' }] },
      ],
    ];
    for (const [source, input] of inputs) {
      const { config, sources } = loadConfig(input);
      const value = (config as unknown as Record<string, ConfigValue>)[key.name];
      assert.notDeepEqual(value, key.default, `${key.name} from ${source}`);
      assert.equal(sources.get(key.name), source);
    }
  }
});

test('the command line wins over the environment, and that over the file', () => {
  const input = {
    ...file('query.max-rows=10\nquery.timeout=1s\nquery.after-timeout=1s'),
    environment: { MILLRACE_QUERY_MAX_ROWS: '20', MILLRACE_QUERY_TIMEOUT: '2s' },
    options: [{ key: 'query.max-rows', value: '30', source: '--max-rows' }] as const,
  };
  const { config } = loadConfig(input);
  assert.equal(config['query.max-rows'], 30);
  assert.equal(config['query.timeout'], 2000);
  assert.equal(config['query.after-timeout'], 1000);
});

test('everything that is wrong is said at once, with its place', () => {
  const problems = problemsOf({
    ...file('query.max-row=5\nquery.max-rows=many\nnonsense\nquery.timeout=5\nquery.timeout=7s\n'),
    environment: { MILLRACE_QUERY_MAXROWS: '5', MILLRACE_HTTP_SERVER_DEBUG: 'yes', PATH: '/bin' },
  });
  assert.deepEqual(problems, [
    'config.properties:3: "nonsense" is not a line of the form key=value',
    'config.properties:5: "query.timeout" is set before, in line 4',
    'MILLRACE_QUERY_MAXROWS: unknown environment variable; did you mean "MILLRACE_QUERY_MAX_ROWS"?',
    'config.properties:1: unknown configuration key "query.max-row"; did you mean "query.max-rows"?',
    'config.properties:2: "query.max-rows" cannot be "many": expected a whole number of at least 1 and at most 10000000',
    'config.properties:4: "query.timeout" cannot be "5": expected a duration such as 200ms, 15s, 1.5h or 7d of at least 100ms',
    'MILLRACE_HTTP_SERVER_DEBUG: "http.server.debug" cannot be "yes": expected true or false',
  ]);
});

test('an overridden value is checked too', () => {
  assert.equal(
    problemsOf({ ...file('query.max-rows=0'), environment: { MILLRACE_QUERY_MAX_ROWS: '5' } }).length,
    1,
  );
});

const plain: ConfigKey = {
  name: 'x.y',
  kind: 'text',
  default: '',
  description: '',
  minimum: undefined,
  maximum: undefined,
  choices: [],
  pattern: undefined,
  expected: undefined,
};

test('values by kind', () => {
  const cases: readonly (readonly [ConfigKey['kind'], string, ConfigValue | undefined])[] = [
    ['duration', '15s', 15_000],
    ['duration', '1.00h', 3_600_000],
    ['duration', '200 ms', 200],
    ['duration', '1.5m', 90_000],
    ['duration', '7d', 604_800_000],
    ['duration', '15', undefined],
    ['duration', '-1s', undefined],
    ['duration', '1 fortnight', undefined],
    ['duration', 's', undefined],
    ['bytes', '64kB', 65_536],
    ['bytes', '1GB', 1_073_741_824],
    ['bytes', '1.5 MB', 1_572_864],
    ['bytes', '100', 100],
    ['bytes', '1 kibibyte', undefined],
    ['integer', '+5', 5],
    ['integer', '5.0', undefined],
    ['integer', '0x10', undefined],
    ['integer', '', undefined],
    ['integer', '99999999999999999999', undefined],
    ['flag', 'TRUE', true],
    ['flag', '1', undefined],
    ['list', ' a, b,,c ', ['a', 'b', 'c']],
    ['list', '', []],
    ['text', ' # not a comment', ' # not a comment'],
  ];
  for (const [kind, text, value] of cases) {
    const read = readValue({ ...plain, kind }, text);
    assert.deepEqual('value' in read ? read.value : undefined, value, `${kind} "${text}"`);
  }
  const choice = { ...plain, kind: 'choice', choices: ['a', 'b'] } as const;
  assert.deepEqual(readValue(choice, 'b'), { value: 'b' });
  assert.deepEqual(readValue(choice, 'c'), { expected: 'one of a, b' });
});

test('values are written so that they read the same', () => {
  const cases = [
    ['duration', 90_000, '90s'],
    ['duration', 7_200_000, '2h'],
    ['duration', 0, '0ms'],
    ['duration', 1.5, '1.5ms'],
    ['bytes', 65_536, '64kB'],
    ['bytes', 1_073_741_824, '1GB'],
    ['bytes', 1000, '1000B'],
  ] as const;
  for (const [kind, value, text] of cases) {
    assert.equal(writeValue({ ...plain, kind }, value), text);
    assert.deepEqual(readValue({ ...plain, kind }, text), { value });
  }
});

test('the file: comments, both separators, spaces, and what Java would read otherwise', () => {
  const { properties, problems } = parseProperties(
    '\uFEFF# c\r\n! d\n a.b = C:\\data  \n\nc.d: x=y:z\ne=\nf=1 \\\n=5\n',
    'f',
  );
  assert.deepEqual(properties, [
    { key: 'a.b', value: 'C:\\data', line: 3 },
    { key: 'c.d', value: 'x=y:z', line: 5 },
    { key: 'e', value: '', line: 6 },
  ]);
  assert.deepEqual(problems, [
    'f:7: "f" must be on one line: a value cannot go on after a backslash',
    'f:8: "=5" is not a line of the form key=value',
  ]);
});

test('what is in force is described, with its source', () => {
  const described = describeConfig(loadConfig(file('query.timeout=90s')));
  assert.equal(described.length, CONFIG_KEYS.size);
  assert.deepEqual(
    described.find(({ key }) => key === 'query.timeout'),
    {
      key: 'query.timeout',
      value: '90s',
      source: 'config.properties:1',
      default: '2m',
      description: CONFIG_KEYS.get('query.timeout')?.description,
      variable: 'MILLRACE_QUERY_TIMEOUT',
    },
  );
  assert.equal(described.find(({ key }) => key === 'query.max-rows')?.source, 'default');
});

test('secrets are neither shown nor repeated in errors', () => {
  const secrets = [...CONFIG_KEYS.values()].filter(({ kind }) => kind === 'secret');
  for (const key of secrets) {
    const loaded = loadConfig({ environment: { [variableOf(key.name)]: 'hush-hush' } });
    assert.doesNotMatch(JSON.stringify(describeConfig(loaded)), /hush-hush/);
  }
  const masked = readValue({ ...plain, kind: 'secret', pattern: '^x$', expected: 'x' }, 'hush-hush');
  assert.deepEqual(masked, { expected: 'x' });
});

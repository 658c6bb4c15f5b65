/**
 * The mechanical part of docs/style: file length, banned calls (each with its replacement), names of files, and words
 * that have no place in the project.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { sourceFiles, withoutComments } from './sources.ts';

interface Ban {
  readonly pattern: RegExp;
  readonly instead: string;
  readonly except: RegExp;
}

const WORLD = /^src\/(platform|cli)\/|^src\/main\.ts$/;

const BANS: readonly Ban[] = [
  { pattern: /\bDate\.now\(|new Date\(\)/, instead: 'platform.clock.now()', except: WORLD },
  { pattern: /\bperformance\.now\(/, instead: 'platform.clock.monotonic()', except: WORLD },
  { pattern: /\bMath\.random\(/, instead: 'platform.random', except: WORLD },
  { pattern: /(?<!\.)\bset(Timeout|Interval)\(/, instead: 'platform.timers', except: WORLD },
  { pattern: /\bprocess\.env\b/, instead: 'configuration passed as an argument', except: WORLD },
  { pattern: /\bconsole\./, instead: 'platform.logger', except: WORLD },
  { pattern: /@ts-ignore|@ts-expect-error|@ts-nocheck/, instead: 'a type that is right', except: /^$/ },
];

/** Lines of a source file above which its first comment must say why ("Length: …"). */
const LONG_FILE_LINES = 400;

function bannedCalls(path: string, text: string): readonly string[] {
  const code = withoutComments(text);
  return BANS.filter((ban) => !ban.except.test(path) && ban.pattern.test(code)).map(
    (ban) => `${path}: ${ban.pattern.source}: use ${ban.instead}`,
  );
}

test('no banned call', () => {
  const files = sourceFiles('src/**/*.ts').filter((file) => !file.path.endsWith('.test.ts'));
  assert.ok(files.length > 30);
  assert.deepEqual(
    files.flatMap((file) => bannedCalls(file.path, file.text)),
    [],
  );
  assert.equal(bannedCalls('src/batch/x.ts', 'const now = Date.now();').length, 1);
  assert.equal(bannedCalls('src/batch/x.ts', '// not Date.now()').length, 0);
});

test('a long file says why', () => {
  const silent = sourceFiles('src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts').filter(
    (file) =>
      !file.path.includes('/generated/') &&
      file.text.split('\n').length > LONG_FILE_LINES &&
      !/^\/\*[\s\S]*?\bLength: /.test(file.text),
  );
  assert.deepEqual(
    silent.map((file) => `${file.path}: ${file.text.split('\n').length} lines`),
    [],
  );
});

test('file names are kebab-case', () => {
  const odd = sourceFiles('src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts').filter(
    (file) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(test|suite))?\.ts$/.test(file.path),
  );
  assert.deepEqual(
    odd.map((file) => file.path),
    [],
  );
});

test('no test is skipped or narrowed', () => {
  const narrowed = sourceFiles('src/**/*.test.ts', 'test/**/*.ts')
    .filter((file) => !file.path.startsWith('test/tidy/'))
    .filter((file) =>
      /\b(test|it|describe|t)\.(skip|todo|only)\(|\b(skip|todo|only): ?(true|')/.test(file.text),
    );
  assert.deepEqual(
    narrowed.map((file) => file.path),
    [],
  );
});

test('no path of a developer machine', () => {
  const found = sourceFiles(
    'src/**/*.ts',
    'test/**/*.ts',
    'bench/**/*.ts',
    'scripts/**/*.ts',
    'docs/**/*.md',
    '*.md',
    '*.json',
  )
    .filter((file) => !file.path.startsWith('test/tidy/') && file.path !== 'package-lock.json')
    .filter((file) => /(^|[^A-Za-z0-9_.])\/(work|home|root)\//m.test(file.text));
  assert.deepEqual(
    found.map((file) => file.path),
    [],
  );
});

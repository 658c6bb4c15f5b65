import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../tidy/sources.ts';

/** What PrestoDB's and Trino's parsers say to a statement, and how they compare it with another one. */
export interface OracleAnswer {
  readonly presto: boolean;
  readonly trino: boolean;
  /** `same`, or what is different. Only where another statement was given. */
  readonly prestoTree: string;
  readonly trinoTree: string;
}

const CACHE = path.join(ROOT, '.cache/oracle');

/** The parser first, then what it needs to run. */
const PRESTO = [
  'com.facebook.presto:presto-parser:0.287',
  'org.antlr:antlr4-runtime:4.7.1',
  'com.google.guava:guava:26.0-jre',
  'io.airlift:slice:0.38',
  'org.openjdk.jol:jol-core:0.2',
  'com.facebook.airlift:log:0.207',
];
const TRINO = [
  'io.trino:trino-parser:435',
  'io.trino:trino-grammar:435',
  'org.antlr:antlr4-runtime:4.13.1',
  'com.google.guava:guava:32.1.3-jre',
  'com.google.guava:failureaccess:1.0.1',
];

/** Asks about all statements in one run of Java 17; a pair is also compared. Throws when Java or Maven fails. */
export function askOracle(
  statements: readonly (string | readonly [string, string])[],
): readonly OracleAnswer[] {
  const classPaths = [PRESTO, TRINO].map((artifacts) => artifacts.map(jarOf).join(path.delimiter));
  const classes = path.join(CACHE, 'classes');
  mkdirSync(classes, { recursive: true });
  run('javac', ['-d', classes, path.join(import.meta.dirname, 'ParserOracle.java')]);
  const input = statements
    .map((statement) => (typeof statement === 'string' ? [statement] : statement))
    .map((pair) => pair.map((text) => Buffer.from(text).toString('base64')).join('\t'))
    .join('\n');
  const lines = run('java', ['-cp', classes, 'ParserOracle', ...classPaths], `${input}\n`)
    .trimEnd()
    .split('\n');
  if (lines.length !== statements.length)
    throw new Error(`${statements.length} asked, ${lines.length} answered`);
  return lines.map((line) => {
    const [presto = '', trino = '', prestoTree = '', trinoTree = ''] = line.split('\t');
    return { presto: presto === 'query', trino: trino === 'query', prestoTree, trinoTree };
  });
}

function jarOf(artifact: string): string {
  const [group = '', name = '', version = ''] = artifact.split(':');
  const jar = path.join(CACHE, 'maven', ...group.split('.'), name, version, `${name}-${version}.jar`);
  if (!existsSync(jar)) {
    const repository = `-Dmaven.repo.local=${path.join(CACHE, 'maven')}`;
    run('mvn', ['-q', repository, 'dependency:get', '-Dtransitive=false', `-Dartifact=${artifact}`]);
  }
  return jar;
}

function run(command: string, words: readonly string[], input = ''): string {
  const result = spawnSync(command, words, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (result.status !== 0) {
    throw new Error(`${command} failed: ${result.error?.message ?? result.stderr.slice(0, 2000)}`);
  }
  return result.stdout;
}

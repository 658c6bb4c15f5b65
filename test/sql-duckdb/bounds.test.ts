/**
 * No function makes much of little without a bound. Goal: a short query cannot fill the memory or hold a thread for long,
 * though DuckDB's own limits do not count what expressions take, nor stop within one. Method: the worst use of each, in
 * a process of its own, must end with the error that is expected, in some seconds and some memory.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { ROOT } from '../support/server-process.ts';

/** Texts of SELECT, and how they end. */
const BOMBS: readonly (readonly [string, RegExp])[] = [
  ["length(rpad('x', 10001, 'x'))", /length of rpad must be from 0 to 10000/],
  ["cardinality(repeat(rpad('x', 10000, 'x'), 10000))", /what repeat makes is limited/],
  ['cardinality(repeat(repeat(1, 10000), 10000))', /what repeat makes is limited/],
  [
    "cardinality(transform(sequence(1, 10000), x -> rpad('x', 10000, 'y')))",
    /length of rpad must be from 0 to 300/,
  ],
  ['cardinality(repeat(1, 10001))', /count of repeat must be from 0 to 10000/],
  ['cardinality(sequence(1, 1000000000))', /a sequence has at most 10000 values/],
  [
    'cardinality(transform(sequence(1, 10000), x -> sequence(1, 10000)))',
    /at most 300 values within a lambda/,
  ],
  [
    'cardinality(transform(s, x -> cardinality(transform(s, y -> x + y)))) FROM (SELECT sequence(1, 10000) s)',
    /a lambda within a lambda goes through has at most 300 elements/,
  ],
  [
    "length(array_join(transform(sequence(1, 200), x -> substr(t, 1, 6000)), '')) FROM (SELECT rpad('x', 10000, 'x') t)",
    /a joined text is limited/,
  ],
  ["length(replace(rpad('x', 10000, 'x'), 'x', rpad('y', 10000, 'y')))", /what replace makes is limited/],
  ["length(replace(rpad('x', 10000, 'x'), '', rpad('y', 10000, 'y')))", /a joined text is limited/],
  [
    `length(regexp_replace(rpad('x', 10000, 'x'), '(x+)', '${'$1'.repeat(200)}'))`,
    /what regexp_replace makes is limited/,
  ],
  ["length(reduce(sequence(1, 40), 'x', (s, x) -> s || s, s -> s))", /the state of a reduce is limited/],
  [
    'cardinality(reduce(sequence(1, 40), ARRAY[1], (s, x) -> s || s, s -> s))',
    /the state of a reduce is limited/,
  ],
  [
    "cardinality(reduce(sequence(1, 40), ARRAY[ARRAY['x']], (s, x) -> s || s, s -> s))",
    /the state of a reduce is limited/,
  ],
  ['cardinality(combinations(sequence(1, 15), 5))', /combinations of 5 are limited to arrays of 14 elements/],
  ['cardinality(ngrams(sequence(1, 10000), 5000))', /ngrams makes at most 10000 elements/],
  ['cardinality(array_cum_sum(sequence(1, 501)))', /array_cum_sum takes at most 500 elements/],
  ['cardinality(array_sort(sequence(1, 501), (x, y) -> 0))', /array_sort by a function takes at most 500/],
  ["levenshtein_distance(rpad('a', 10000, 'ab'), rpad('b', 10000, 'ba'))", /too long together/],
  ["strpos(rpad('a', 10000, 'a'), 'ab', 5)", /looks for an occurrence in at most 2000 characters/],
  ["regexp_like(rpad('a', 10000, 'a'), '(((a{1,1000}){1,1000}){1,1000})b')", /repetition size/],
  ["regexp_like(rpad('a', 10000, 'a'), '(a+)+b')", /^answered$/],
  ["rpad('a', 10000, 'a') LIKE '%a_a%a_a%a_a%a_a%b'", /^answered$/],
  ["rpad('a', 10000, 'a') LIKE p FROM (VALUES '%a%a%a%a%a%a%b') AS t(p)", /^answered$/],
  [
    'cardinality(multimap_agg(x * 10 + y, 1)) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10)) b(y)',
    /^answered$/,
  ],
  [
    'cardinality(array_frequency(array_agg(x * 10 + y))) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10)) b(y)',
    /^answered$/,
  ],
  [
    'cardinality(array_intersect(array_agg(x * 10 + y), array_agg(x * 10 - y))) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10)) b(y)',
    /^answered$/,
  ],
  [
    'count(*) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(y) CROSS JOIN UNNEST(sequence(1, 10000)) c(z)',
    /Interrupted/,
  ],
  [
    'cardinality(array_agg(x + y)) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(y)',
    /Out of Memory|Interrupted/,
  ],
];

/** Beside the 256 MB that the engine counts. */
const MOST_MEGABYTES = 800;

test('the worst uses of functions end with a clear error, in bounded time and memory', {
  timeout: 240_000,
}, async () => {
  const queries = BOMBS.map(([text]) => `SELECT ${text}`);
  const script = path.join(ROOT, 'test/support/sql/run-bounded.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(queries)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (piece: Buffer) => {
    output += String(piece);
  });
  await once(child, 'exit');
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { outcome: string; megabytes: number });
  assert.equal(lines.length, BOMBS.length, 'the process ended before all were run');
  for (const [index, [text, wanted]] of BOMBS.entries()) {
    const { outcome, megabytes } = lines[index]!;
    assert.match(outcome, wanted, text);
    assert.ok(megabytes < MOST_MEGABYTES, `${text}: ${megabytes} MB`);
  }
});

/**
 * `npm run test:oracle`: our parser against those of PrestoDB and Trino. Statements are the corpus, generated ones, and
 * mutations of both. Three things must hold: what PrestoDB takes is taken (99.9 %), what both refuse is refused (but for
 * a handful), and PrestoDB reads what we print as the tree that it reads in the original.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { SqlSyntaxError } from '../../src/sql/parse/syntax-error.ts';
import { printQuery } from '../../src/sql/print/presto/print-query.ts';
import { Dice } from '../simulation/dice.ts';
import { readCorpus } from '../sql/corpus.ts';
import { generateQuery } from '../sql/generate-query.ts';
import { mutate } from './mutate.ts';
import { askOracle, type OracleAnswer } from './parser-oracle.ts';

const GENERATED = Number(process.env['GENERATED'] ?? 3000);
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 20_000);
const HANDFUL = 5;

const dice = new Dice(Number(process.env['SEED'] ?? 1));
const corpus = readCorpus();
const generated = Array.from({ length: GENERATED }, () => printQuery(generateQuery(dice.fork(), 3)));

checkCorpus();
const sources = [
  ...compare(
    'corpus',
    corpus.map(({ sql }) => sql),
    HANDFUL,
  ),
  // Generated statements mix what only PrestoDB takes with what only Trino takes; then both refuse them.
  ...compare('generated', generated, GENERATED * 0.02),
];
const mutations = Array.from({ length: MUTATIONS }, () =>
  mutate(dice, dice.pick(sources), dice.pick(sources)),
);
compare('mutations', [...new Set(mutations)], HANDFUL);

function printed(sql: string): string | undefined {
  try {
    return printQuery(parseQuery(sql));
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined;
    throw error;
  }
}

function checkCorpus(): void {
  const answers = askOracle(corpus.map(({ sql }) => sql));
  for (const [index, { takenBy, sql }] of corpus.entries()) {
    const { presto, trino } = answers[index]!;
    assert.equal(
      presto,
      takenBy === 'both' || takenBy === 'presto',
      `PrestoDB's verdict in the corpus: ${sql}`,
    );
    assert.equal(trino, takenBy === 'both' || takenBy === 'trino', `Trino's verdict in the corpus: ${sql}`);
  }
}

/** Returns what PrestoDB takes. `mostOver` statements may be taken by us alone. */
function compare(name: string, statements: readonly string[], mostOver: number): readonly string[] {
  const texts = statements.map((sql) => printed(sql));
  const answers = askOracle(
    statements.map((sql, index) => (texts[index] === undefined ? sql : [sql, texts[index]])),
  );
  const taken = (index: number) => texts[index] !== undefined;
  const where = (test: (answer: OracleAnswer, index: number) => boolean) =>
    statements.filter((_, index) => test(answers[index]!, index));
  const presto = where((answer) => answer.presto);
  const missed = where((answer, index) => answer.presto && !taken(index));
  const refused = where((answer) => !answer.presto && !answer.trino);
  const over = where((answer, index) => !answer.presto && !answer.trino && taken(index));
  const odd = statements.flatMap((sql, index) => {
    const { presto: asked, prestoTree } = answers[index]!;
    return asked && taken(index) && prestoTree !== 'same' && !isKnown(sql) ? [`${sql}\n  ${prestoTree}`] : [];
  });
  const trinoOnly = where((answer) => answer.trino && !answer.presto);
  const trinoMissed = where((answer, index) => answer.trino && !answer.presto && !taken(index));
  const rate = presto.length === 0 ? 100 : (1 - missed.length / presto.length) * 100;
  console.log(
    JSON.stringify({
      statements: name,
      asked: statements.length,
      taken_by_presto: presto.length,
      of_these_taken_percent: Number(rate.toFixed(3)),
      taken_by_trino_only: trinoOnly.length,
      of_these_refused: trinoMissed.length,
      refused_by_both: refused.length,
      of_these_taken: over.length,
      read_as_another_tree: odd.length,
    }),
  );
  for (const sql of missed.slice(0, 10)) console.log(`missed: ${sql}`);
  for (const sql of over.length > mostOver ? over.slice(0, 10) : []) console.log(`taken by us alone: ${sql}`);
  for (const sql of odd.slice(0, 10)) console.log(`another tree: ${sql.slice(0, 1000)}`);
  assert.ok(rate >= 99.9, `${name}: PrestoDB takes ${missed.length} statements that we refuse`);
  assert.ok(over.length <= mostOver, `${name}: ${over.length} statements are taken by us alone`);
  assert.deepEqual(odd, [], `${name}: PrestoDB reads what we print otherwise`);
  return presto;
}

/**
 * Other trees, the same meaning: synonyms that we resolve (fields of EXTRACT, SOME), parentheses around queries that we
 * drop, DISTINCT after UNION, which goes without saying, and FETCH FIRST, which is LIMIT.
 */
function isKnown(sql: string): boolean {
  return /\b(extract|some|distinct|fetch)\b|(^|\b(union|except|intersect|all)|\() *\( *(select|values|table)/i.test(
    sql,
  );
}

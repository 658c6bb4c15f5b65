/**
 * `npm run test:oracle`: our parser against those of PrestoDB and Trino. Statements are the corpus, generated ones, and
 * mutations of both. Four things must hold: what PrestoDB takes is taken (99.9 %), what both refuse is refused (but for
 * a handful), PrestoDB reads what we print as the tree that it reads in the original, and each engine's parser takes
 * what is printed for that engine.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import { FUNCTIONS } from '../../src/sql/functions/catalogue.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { SqlSyntaxError } from '../../src/sql/parse/syntax-error.ts';
import { printQuery } from '../../src/sql/print/presto/print-query.ts';
import type { PrestoEngine } from '../../src/sql/print/presto-engine/dialect.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { Dice } from '../simulation/dice.ts';
import { readCorpus } from '../sql/corpus.ts';
import { generateQuery } from '../sql/generate-query.ts';
import { generateTypedQuery } from '../sql/generate-typed-query.ts';
import { fromClause } from '../support/sql/data-sets.ts';
import { compileForPresto } from '../support/sql/presto-project.ts';
import { queryCases } from '../support/sql/query-cases.ts';
import { mutate } from './mutate.ts';
import { askOracle, type OracleAnswer } from './parser-oracle.ts';

const GENERATED = Number(process.env['GENERATED'] ?? 3000);
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 20_000);
const HANDFUL = 5;

const dice = new Dice(Number(process.env['SEED'] ?? 1));
const corpus = readCorpus();
const generated = Array.from({ length: GENERATED }, () => printQuery(generateQuery(dice.fork(), 3)));

checkCorpus();
checkPrinted('presto');
checkPrinted('trino');
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

/** What is printed for an engine from the analysis is taken by its parser: of Trino nothing else is asked. */
function checkPrinted(engine: PrestoEngine): void {
  const sources = [
    ...queryCases().map(({ sql }) => sql),
    ...FUNCTIONS.map(({ example }) => `SELECT ${example} FROM ${fromClause('standard')}`),
    ...Array.from({ length: GENERATED / 3 }, () => generateTypedQuery(dice.fork(), 3).sql),
  ];
  const texts = sources.flatMap((sql) => printedFor(sql, engine) ?? []);
  const refused = askOracle(texts).flatMap((answer, index) => (answer[engine] ? [] : [texts[index]!]));
  console.log(
    JSON.stringify({
      printed_for: engine,
      queries: sources.length,
      printed: texts.length,
      refused_by_its_parser: refused.length,
    }),
  );
  for (const sql of refused.slice(0, 10)) console.log(`refused by ${engine}: ${sql.slice(0, 1000)}`);
  assert.ok(texts.length > sources.length * 0.8);
  assert.deepEqual(refused.slice(0, 10), []);
}

function printedFor(sql: string, engine: PrestoEngine): string | undefined {
  try {
    return compileForPresto(sql, { engine }).sql;
  } catch (error) {
    if (error instanceof SqlTextError) return undefined;
    throw error;
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

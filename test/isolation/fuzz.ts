import { MillraceError } from '../../src/platform/errors.ts';
import type { CompiledQuery } from '../../src/sql/compile/compile-query.ts';
import { printQuery } from '../../src/sql/print/presto/print-query.ts';
import { mutate } from '../oracle/mutate.ts';
import { Dice } from '../simulation/dice.ts';
import { generateQuery } from '../sql/generate-query.ts';
import { generateTypedQuery } from '../sql/generate-typed-query.ts';
import { CANARY, HIDDEN_VALUE, SECRET, type TwoProjects } from '../support/sql/two-projects.ts';
import { EARLIER } from './cases/earlier.ts';
import { FILES } from './cases/files.ts';
import { FUNCTIONS } from './cases/functions.ts';
import { HIDDEN } from './cases/hidden.ts';
import { LEXICAL } from './cases/lexical.ts';
import { SCOPING } from './cases/scoping.ts';
import { SYNTAX } from './cases/syntax.ts';
import { TABLES } from './cases/tables.ts';

const ATTACKS = [EARLIER, FILES, FUNCTIONS, HIDDEN, LEXICAL, SCOPING, SYNTAX, TABLES].flatMap((cases) =>
  cases.map(([text]) => text),
);

/** What an attacker would like to name. */
const TARGETS = [
  ...[
    'canary',
    'canary_orders',
    't_canary_orders',
    'canary_secret',
    'f_canary',
    'f_canary_secret',
    'pageview',
  ],
  ...[
    'main',
    'data',
    'meta',
    'rows',
    '"$1"',
    '"$2"',
    '"c1"',
    '"k1"',
    '"a1"',
    'rowid',
    '*',
    'p.*',
    'users',
    '_all',
  ],
  ...[
    "'canary.csv'",
    '"canary.csv"',
    'read_text',
    'duckdb_tables',
    'query_table',
    'getvariable',
    'struct_pack',
  ],
];

const TABLE_TARGETS = [
  ...['canary', 'canary_orders', 'collection.canary_orders', 'canary_users', 'main.canary', 'data.canary'],
  ...[
    'data.t_canary_orders',
    't_canary_users',
    'canary_view',
    'canary_table_macro()',
    'meta.store',
    '"canary.csv"',
  ],
  ...['pageview', 'purchase', 'users', '_all', '"$invalid_schema"', 'continuous.daily', 'duckdb_tables()'],
];

/** Names of hidden columns, in a text that may show them. */
const HIDDEN_NAME = /_(client|upload|shard)_time|_collector|_sequence|_extra|_partition|_offset|_batch/i;

export interface Finding {
  readonly seed: number;
  readonly text: string;
  readonly what: string;
}

export interface FuzzCounts {
  tried: number;
  compiled: number;
  answered: number;
  /** What the engine calls internal errors of its own. */
  engineFaults: number;
}

export interface FuzzOptions {
  readonly seeds: Iterable<number>;
  readonly counts: FuzzCounts;
  /** In place of the compiler, to plant faults. */
  readonly compile?: (text: string) => CompiledQuery;
}

/** Tries a text for each seed; the first that shows what is not to be seen. */
export async function fuzz(
  projects: TwoProjects,
  { seeds, counts, compile = (text) => projects.compile(text) }: FuzzOptions,
): Promise<Finding | undefined> {
  for (const seed of seeds) {
    const text = generateText(new Dice(seed));
    counts.tried++;
    const what = await problem(projects, text, compile, counts);
    if (what !== undefined) return { seed, text, what };
  }
  return undefined;
}

export function generateText(dice: Dice): string {
  const kind = dice.below(10);
  if (kind < 3) return generateTypedQuery(dice, 3).sql;
  if (kind < 4) return printQuery(generateQuery(dice, 3));
  if (kind < 5) {
    const text = `SELECT * FROM ${dice.pick(TABLE_TARGETS)} p`;
    return dice.chance(0.5) ? text : changed(dice, text);
  }
  let text = dice.chance(0.5) ? dice.pick(ATTACKS) : generateTypedQuery(dice, 2).sql;
  for (let changes = dice.between(1, 3); changes > 0; changes--) text = changed(dice, text);
  return text;
}

function changed(dice: Dice, text: string): string {
  const other = dice.chance(0.5) ? dice.pick(ATTACKS) : generateTypedQuery(dice, 1).sql;
  switch (dice.below(5)) {
    case 0:
      return withTarget(dice, text);
    case 1:
      return text.replace(
        /\b(FROM|JOIN|TABLE)\s+[\w."]+/i,
        (_, word: string) => `${word} ${dice.pick(TABLE_TARGETS)}`,
      );
    case 2:
      return dice.pick([
        `SELECT * FROM (${text}) z`,
        `WITH z AS (${text}) SELECT * FROM z`,
        `${text} UNION ALL ${other}`,
        `SELECT (${text})`,
        `SELECT * FROM pageview p, LATERAL (${text}) z`,
      ]);
    default:
      try {
        return mutate(dice, text, other);
      } catch {
        // One of them is no sequence of words.
        return withTarget(dice, text);
      }
  }
}

/** A word replaced by one of the targets. */
function withTarget(dice: Dice, text: string): string {
  const words = [...text.matchAll(/[A-Za-z_][A-Za-z0-9_]*|"[^"]*"/g)];
  if (words.length === 0) return `${text} ${dice.pick(TARGETS)}`;
  const { 0: word, index } = dice.pick(words);
  return text.slice(0, index) + dice.pick(TARGETS) + text.slice(index + word.length);
}

/** What is wrong with what comes of a text. */
async function problem(
  projects: TwoProjects,
  text: string,
  compile: (text: string) => CompiledQuery,
  counts: FuzzCounts,
): Promise<string | undefined> {
  let compiled: CompiledQuery;
  try {
    compiled = compile(text);
  } catch (error) {
    if (!(error instanceof MillraceError)) return `an error of ours: ${String(error)}`;
    return shown(text, `${error.message} ${error.detail} ${error.hint}`);
  }
  counts.compiled++;
  const read = projects.tableNames(compiled.sql);
  const strange = read.filter((name) => !compiled.physicalTables.includes(name));
  if (strange.length > 0) return `reads ${strange.join()}, which was not authorised`;
  const names = compiled.columns.map(({ name }) => name ?? '').join('|');
  if (HIDDEN_NAME.test(names) && !HIDDEN_NAME.test(text)) return `shows hidden columns: ${names}`;
  let said: string;
  try {
    said = JSON.stringify(await projects.rows(compiled.sql, 50));
    counts.answered++;
  } catch (error) {
    said = String(error instanceof Error ? error.message : error);
    if (/^(FATAL|Parser|Catalog) Error/.test(said)) return `the engine says: ${said}`;
    // Faults of the engine's planner, as long as it goes on.
    if (/^INTERNAL Error/.test(said)) {
      counts.engineFaults++;
      await projects.rows('SELECT 1');
    }
  }
  if (HIDDEN_VALUE.test(said) && !HIDDEN_NAME.test(text)) return 'shows a value of a hidden column';
  return shown(text, `${names} ${said}`);
}

function shown(text: string, said: string): string | undefined {
  if (SECRET.test(said)) return `shows a value of the other project: ${said.slice(0, 500)}`;
  return CANARY.test(said) && !CANARY.test(text)
    ? `names what is not its own: ${said.slice(0, 500)}`
    : undefined;
}

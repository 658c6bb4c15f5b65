/**
 * Many expressions in few statements: those that must have a value are asked together, and one by one when that fails
 * or something in it is not as expected.
 */

import { fromClause } from '../support/sql/data-sets.ts';
import { caseKey, caseQuery, type Expected } from '../support/sql/expected.ts';
import type { FunctionCase } from '../support/sql/function-cases.ts';
import { sameValue } from '../support/sql/plain-value.ts';
import type { PrestoAnswer } from '../support/sql/presto-project.ts';

const TOGETHER = 16;

/** An expression, and the statement that computes it alone. */
export interface Question {
  readonly each: FunctionCase;
  readonly expression: string;
}

export interface Engine {
  /** The text for the engine. Throws when it is refused. */
  print(sql: string): string;
  run(sql: string): Promise<PrestoAnswer>;
  /** The name of the error that a statement ended with; throws what is none. */
  errorName(error: unknown): string;
}

/** What is not as stored, `key: what`. */
export async function askExpressions(
  engine: Engine,
  questions: readonly Question[],
  expected: ReadonlyMap<string, Expected>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const alone = async (question: Question) => {
    const problem = await askAlone(engine, question, expected.get(caseKey(question.each)));
    if (problem !== undefined) wrong.push(`${caseKey(question.each)}: ${problem}`);
  };
  const groups = groupsOf(questions, expected);
  const worker = async () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      if (group.length > 1 && (await agreeTogether(engine, group, expected))) continue;
      for (const question of group) await alone(question);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return wrong.toSorted();
}

/** Of one data set, all with a value, none with a window. Others are asked alone. */
function groupsOf(questions: readonly Question[], expected: ReadonlyMap<string, Expected>): Question[][] {
  const open = new Map<string, Question[]>();
  const groups: Question[][] = [];
  for (const question of questions) {
    const { each } = question;
    const wanted = expected.get(caseKey(each));
    const together = wanted !== undefined && 'values' in wanted && !/\bOVER\b/i.test(each.expression);
    const key = each.rows ?? '';
    const group = together ? open.get(key) : undefined;
    if (group !== undefined && group.length < TOGETHER) {
      group.push(question);
      continue;
    }
    const started = [question];
    if (together) open.set(key, started);
    groups.push(started);
  }
  return groups;
}

async function agreeTogether(
  engine: Engine,
  group: readonly Question[],
  expected: ReadonlyMap<string, Expected>,
): Promise<boolean> {
  const { rows } = group[0]!.each;
  const columns = group.map(({ expression }, index) => `${expression} AS v${index}`).join(', ');
  const sql = `SELECT ${columns}${rows === undefined ? '' : ` FROM ${fromClause(rows)}`}`;
  let answer: PrestoAnswer;
  try {
    answer = await engine.run(engine.print(sql));
  } catch {
    return false;
  }
  return group.every(({ each }, index) => {
    const values = answer.rows.map((row) => row[index]!);
    return agrees(expected.get(caseKey(each))!, answer.columns[index]!.type, values);
  });
}

async function askAlone(
  engine: Engine,
  { each, expression }: Question,
  wanted: Expected | undefined,
): Promise<string | undefined> {
  if (wanted === undefined) return 'nothing is stored: run npm run sql-expected';
  let found: Expected;
  try {
    const { columns, rows } = await engine.run(engine.print(caseQuery(each, expression)));
    found = { type: columns[0]!.type, values: rows.map((row) => row[0]!) };
  } catch (error) {
    found = { error: engine.errorName(error) };
  }
  const same = 'values' in found ? agrees(wanted, found.type, found.values) : 'error' in wanted;
  return same ? undefined : `${JSON.stringify(found)}, and stored is ${JSON.stringify(wanted)}`;
}

function agrees(wanted: Expected, type: string, values: Parameters<typeof sameValue>[0]): boolean {
  if ('error' in wanted) return false;
  const plain = (text: string) => text.replaceAll(/varchar\(\d+\)/g, 'varchar').replaceAll(/[\s"]/g, '');
  return plain(type) === plain(wanted.type) && sameValue(values, wanted.values, 1e-9);
}

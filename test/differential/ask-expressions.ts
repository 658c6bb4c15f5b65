/**
 * Many expressions in few statements: those that must have a value are asked together, and one by one when that fails
 * or something in it is not as expected.
 */

import { caseKey, caseQuery, type Expected, isWindowed } from '../support/sql/expected.ts';
import type { FunctionCase } from '../support/sql/function-cases.ts';
import { type PlainValue, sameValue } from '../support/sql/plain-value.ts';
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
    const together = wanted !== undefined && 'values' in wanted && !isWindowed(each.expression);
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
  const sql = caseQuery(
    group[0]!.each,
    group.map(({ expression }) => expression),
  );
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

/** Rows come in any order, and with them the last digits of a sum, so those that have rows are asked again. */
async function askAlone(
  engine: Engine,
  question: Question,
  wanted: Expected | undefined,
): Promise<string | undefined> {
  if (wanted === undefined) return 'nothing is stored: run npm run sql-expected';
  let found: Expected | undefined;
  for (let times = question.each.rows === undefined ? 1 : 3; times > 0; times--) {
    found = await answerOf(engine, question);
    if ('values' in found ? agrees(wanted, found.type, found.values) : 'error' in wanted) return undefined;
  }
  return `${JSON.stringify(found)}, and stored is ${JSON.stringify(wanted)}`;
}

async function answerOf(engine: Engine, { each, expression }: Question): Promise<Expected> {
  try {
    const { columns, rows } = await engine.run(engine.print(caseQuery(each, [expression])));
    return { type: columns[0]!.type, values: rows.map((row) => row[0]!) };
  } catch (error) {
    return { error: engine.errorName(error) };
  }
}

function agrees(wanted: Expected, type: string, values: PlainValue): boolean {
  if ('error' in wanted) return false;
  const plain = (text: string) => text.replaceAll(/varchar\(\d+\)/g, 'varchar').replaceAll(/[\s"]/g, '');
  if (plain(type) !== plain(wanted.type)) return false;
  return sameValue(nearZero(values), nearZero(wanted.values), 1e-9);
}

/** What is left of numbers that cancel each other out has no digit that means anything. */
function nearZero(values: PlainValue): PlainValue {
  if (typeof values === 'number') return Math.abs(values) < 1e-14 && Math.abs(values) > 1e-18 ? 0 : values;
  return Array.isArray(values) ? values.map((value: PlainValue) => nearZero(value)) : values;
}

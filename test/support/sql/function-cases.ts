import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FUNCTIONS } from '../../../src/sql/functions/catalogue.ts';
import type { FunctionDefinition } from '../../../src/sql/functions/function-definition.ts';
import { OPERATORS } from '../../../src/sql/functions/operators/operators.ts';
import { ROOT } from '../server-process.ts';

/** An expression whose value is compared between the engines. */
export interface FunctionCase {
  readonly expression: string;
  /** How PrestoDB writes it, where it has no function of that name. */
  readonly presto: string;
  /** The rows it is computed over, by name; absent for one value without rows. */
  readonly rows: string | undefined;
  readonly source: string;
}

const FOLDER = path.join(ROOT, 'test/sql-functions/cases');

/**
 * Examples of the table, and the lines of the case files: an expression a line; `-- rows NAME` gives the following ones
 * rows, `-- no rows` ends that; other comments are for readers. `A => B`: PrestoDB is asked for B.
 */
export function functionCases(): readonly FunctionCase[] {
  const examples = [...FUNCTIONS, ...OPERATORS]
    .filter((definition) => definition.deterministic && definition.presto === undefined)
    .map((definition) => ({
      expression: definition.example,
      presto: definition.example,
      rows: needsRows(definition) ? 'standard' : undefined,
      source: definition.name,
    }));
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  const written = files.flatMap((file) => linesOf(file));
  const all = [...examples, ...written];
  const known = new Set<string>();
  return all.filter((each) => {
    const key = caseKey(each);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** The key of the expected value. */
export function caseKey({ expression, rows }: Pick<FunctionCase, 'expression' | 'rows'>): string {
  return rows === undefined ? expression : `${expression} -- ${rows}`;
}

function needsRows(definition: FunctionDefinition): boolean {
  return definition.kind !== 'scalar';
}

function linesOf(file: string): readonly FunctionCase[] {
  const cases: FunctionCase[] = [];
  let rows: string | undefined;
  for (const line of readFileSync(path.join(FOLDER, file), 'utf8').split('\n')) {
    const directive = /^-- rows (\w+)$/.exec(line);
    if (directive !== null) rows = directive[1];
    else if (line === '-- no rows') rows = undefined;
    else if (line !== '' && !line.startsWith('--')) {
      const [expression = '', presto = expression] = line.split(' => ');
      cases.push({ expression, presto, rows, source: file });
    }
  }
  return cases;
}

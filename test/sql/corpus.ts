import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface CorpusStatement {
  /** Which of the two parsers takes it as a query; `npm run test:oracle` checks that it still does. */
  readonly takenBy: 'both' | 'presto' | 'trino' | 'none';
  readonly sql: string;
}

const FILE = path.join(import.meta.dirname, 'corpus.txt');

/** Statements of our own, a line each, over everything that the documentation of both engines says queries can hold. */
export function readCorpus(): readonly CorpusStatement[] {
  return readFileSync(FILE, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const takenBy = line.slice(0, 6).trim();
      if (takenBy !== 'both' && takenBy !== 'presto' && takenBy !== 'trino' && takenBy !== 'none') {
        throw new Error(`the corpus has a line without a verdict: ${line}`);
      }
      return { takenBy, sql: line.slice(7) };
    });
}

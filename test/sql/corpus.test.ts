/** The corpus against the verdicts of the engines' own parsers, which are stored beside each statement. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Query } from '../../src/sql/ast/query.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { SqlSyntaxError } from '../../src/sql/parse/syntax-error.ts';
import { printQuery } from '../../src/sql/print/presto/print-query.ts';
import { readCorpus } from './corpus.ts';
import { treeText } from './same-tree.ts';

const corpus = readCorpus();

function parsed(sql: string): Query | SqlSyntaxError {
  try {
    return parseQuery(sql);
  } catch (error) {
    if (error instanceof SqlSyntaxError) return error;
    throw error;
  }
}

test('what PrestoDB takes is taken', () => {
  const queries = corpus.filter(({ takenBy }) => takenBy === 'both' || takenBy === 'presto');
  assert.ok(queries.length > 400);
  const refused = queries.filter(({ sql }) => parsed(sql) instanceof SqlSyntaxError);
  assert.deepEqual(
    refused.map(({ sql }) => sql),
    [],
  );
});

test('what neither engine takes is refused, with a place in the text', () => {
  const wrong = corpus.filter(({ takenBy }) => takenBy === 'none');
  assert.ok(wrong.length > 200);
  for (const { sql } of wrong) {
    const error = parsed(sql);
    assert.ok(error instanceof SqlSyntaxError, `${sql} was taken`);
    assert.ok(error.start >= 0 && error.end <= sql.length, sql);
    assert.equal(error.line, 1);
    assert.equal(error.column, error.start + 1);
    assert.match(error.message, /^line 1:\d+: \S/);
  }
});

test('what is taken survives printing and parsing', () => {
  let checked = 0;
  for (const { sql } of corpus) {
    const query = parsed(sql);
    if (query instanceof SqlSyntaxError) continue;
    checked++;
    const printed = printQuery(query);
    assert.equal(treeText(parseQuery(printed)), treeText(query), `${sql}\n${printed}`);
    assert.equal(printQuery(parseQuery(printed)), printed, sql);
  }
  assert.ok(checked > 400);
});

/**
 * Whatever passes the analysis is printed for PrestoDB and Trino as text that our own parser, which reads their language,
 * takes; or is refused with a reason and a place. And the text names nothing but what was authorised: the tables in it
 * are those that the compiler tells. Method: seeded queries that mean something, and
 * the whole queries of the tests. `SEED=n` runs one again.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import test from 'node:test';
import { childNodes } from '../../src/sql/ast/child-nodes.ts';
import type { AstNode } from '../../src/sql/ast/node.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import type { PrestoEngine } from '../../src/sql/print/presto-engine/dialect.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { Dice } from '../simulation/dice.ts';
import { generateTypedQuery } from '../sql/generate-typed-query.ts';
import { compileForPresto } from '../support/sql/presto-project.ts';
import { queryCases } from '../support/sql/query-cases.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 300);
const ONE = process.env['SEED'];
const ENGINES: readonly PrestoEngine[] = ['presto', 'trino'];

/** Names of three parts: only tables have as many. */
function tablesIn(node: AstNode, found: Set<string> = new Set()): Set<string> {
  if (node.kind === 'table') {
    const parts = node.name.parts.map(({ name }) => name);
    if (parts.length > 1) found.add(parts.map((part) => `"${part}"`).join('.'));
  }
  for (const child of childNodes(node)) tablesIn(child, found);
  return found;
}

/** Whether it was printed. */
function check(sql: string, engine: PrestoEngine): boolean {
  let printed = '';
  try {
    const compiled = compileForPresto(sql, { engine });
    printed = compiled.sql;
    const tree = parseQuery(printed);
    assert.deepEqual([...tablesIn(tree)].sort(), compiled.physicalTables);
    return true;
  } catch (error) {
    if (error instanceof SqlTextError && printed === '') return false;
    throw new Error(`${engine}: ${sql}\n${printed}`, { cause: error });
  }
}

test('generated queries', () => {
  const seeds = ONE === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(ONE)];
  for (const engine of ENGINES) {
    const printed = seeds.filter((seed) => check(generateTypedQuery(new Dice(seed), 3).sql, engine));
    if (ONE === undefined) assert.ok(printed.length > seeds.length * 0.9, `${engine}: ${printed.length}`);
  }
});

test('whole queries', () => {
  const cases = queryCases();
  for (const engine of ENGINES) {
    const printed = cases.filter(({ sql }) => check(sql, engine));
    assert.ok(printed.length >= cases.length - 10, `${engine}: ${printed.length} of ${cases.length}`);
  }
});

/**
 * What names mean, and where. Goal: names are found as the standard and PrestoDB find them, and nothing is found that
 * is not in the environment. Method: a table of queries, `test/sql/scoping-cases.ts`.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { SCOPING_CASES } from '../../../test/sql/scoping-cases.ts';
import { sqlEnvironment } from '../../../test/support/sql-environment.ts';
import { parseQuery } from '../parse/parse-query.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import { SqlAnalysisError } from './analysis-error.ts';
import { analyze } from './analyze.ts';

/** `name type, …` of the answer's columns, or `CODE line:column message` of the refusal. */
function answer(sql: string): string {
  try {
    const { columns } = analyze(parseQuery(sql), sql, sqlEnvironment());
    return columns.map(({ name, type }) => `${name ?? '-'} ${printSqlType(type)}`).join(', ');
  } catch (error) {
    if (!(error instanceof SqlAnalysisError)) throw error;
    return `${error.code} ${error.line}:${error.column} ${error.reason}`;
  }
}

for (const [group, cases] of Object.entries(SCOPING_CASES)) {
  test(group, () => {
    for (const [sql, expected] of cases) {
      const found = answer(sql);
      if (expected.startsWith('SQL_')) {
        assert.ok(found.startsWith(expected), `${sql}\n  gave ${found}\n  not  ${expected}`);
      } else {
        assert.equal(found, expected, sql);
      }
    }
  });
}

/** Arguments that become bare words of an engine's text: a text that is no such word is refused, on every engine. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { lookupFunction } from '../../src/sql/functions/catalogue.ts';
import { EngineRefusal } from '../../src/sql/functions/engine-refusal.ts';
import type { EngineForm } from '../../src/sql/functions/function-definition.ts';
import { renderCall } from '../../src/sql/functions/render-call.ts';
import { VARCHAR } from '../../src/sql/types/types.ts';

function normalized(form: EngineForm, literal: string | undefined): string {
  const definition = lookupFunction('normalize');
  assert.ok(definition !== undefined);
  return renderCall(definition, form, {
    arguments: [
      { sql: 'x', type: VARCHAR, literal: undefined },
      { sql: `'…'`, type: VARCHAR, literal },
    ],
    resultType: VARCHAR,
    fresh: () => 'p1',
    lambdas: 0,
    invoke: () => assert.fail('normalize is no aggregate'),
  });
}

test('the form of normalize is a word of a list, not any text that "normalize"(x, text) brings', () => {
  const { presto, trino, duckdb } = lookupFunction('normalize')!;
  for (const form of [presto!, trino!]) {
    assert.equal(normalized(form, 'NFKD'), 'normalize(x, NFKD)');
    for (const literal of ['NFC), (SELECT 1 FROM other', 'nfc', '', undefined]) {
      assert.throws(() => normalized(form, literal), EngineRefusal, literal);
    }
  }
  assert.throws(() => normalized(duckdb, 'NFC), (SELECT 1 FROM other'), EngineRefusal);
});

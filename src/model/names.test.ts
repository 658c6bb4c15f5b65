import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectionNameOf, collectionNameProblem, fieldNameOf, nameProblem } from './names.ts';

test('field names become what the original made of them', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['userName', 'user_name'],
    ['URL', 'url'],
    ['pageURL', 'page_url'],
    ['"test1 Naber Abi"', 'test1 naber abi'],
    ['test4 Şamil', 'test4 şamil'],
    [' leading', 'leading'],
    ['trailing ', 'trailing'],
    ['_deviceId', '_device_id'],
    ['already_fine', 'already_fine'],
    ['éÉ', 'é_é'],
    ['a"B', 'ab'],
    ['A1B2', 'a1b2'],
    ['__proto__', '__proto__'],
    ['toString', 'to_string'],
  ];
  for (const [raw, name] of cases) assert.equal(fieldNameOf(raw), name, raw);
});

test('blanks of any kind and number around a name are dropped, also within quotes', () => {
  assert.equal(fieldNameOf('\t  "  a b  "\n'), 'a b');
  assert.equal(fieldNameOf(' " " '), '');
});

test('half surrogates become the replacement character, so that a database gives the name back unchanged', () => {
  assert.equal(fieldNameOf('a\ud800b'), 'a\ufffdb');
  assert.equal(collectionNameOf('a\udc00'), 'a\ufffd');
});

test('sanitising twice is the same as once', () => {
  for (const raw of ['userName', 'İstanbul', 'ΣΑΣ', 'ǅungla', 'straßeẞ', ' "a"B ', 'ᾳᾼ', 'xYzAbC']) {
    const once = fieldNameOf(raw);
    assert.equal(fieldNameOf(once), once, raw);
  }
});

test('collections are lower-cased and keep every other character', () => {
  assert.equal(collectionNameOf(' PageView "x" '), 'pageview "x"');
  assert.equal(collectionNameOf('pageView'), 'pageview');
});

test('a name says why it cannot be used', () => {
  assert.equal(nameProblem('a b', 3), undefined);
  assert.match(nameProblem('', 3) ?? '', /empty/);
  assert.match(nameProblem('abcd', 3) ?? '', /longer than 3/);
  assert.match(nameProblem('a\u0000', 3) ?? '', /control/);
  assert.match(collectionNameProblem('$invalid_schema', 250) ?? '', /reserved/);
  assert.match(collectionNameProblem('_malformed', 250) ?? '', /reserved/);
  assert.equal(collectionNameProblem('_own', 250), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasLongInteger, parseJsonBody } from './json-body.ts';

const parse = (text: string) => parseJsonBody(Buffer.from(text), 1000);

test('integers are exact, wherever they stand in the text', () => {
  for (let shift = 0; shift < 40; shift++) {
    const blanks = ' '.repeat(shift);
    assert.deepEqual(parse(`${blanks}[9007199254740993,-9007199254740993, 12345678901234567890 ]`), [
      9007199254740993n,
      -9007199254740993n,
      12345678901234567890n,
    ]);
    assert.equal(parse(`${blanks}9007199254740993`), 9007199254740993n);
    assert.deepEqual(parse(`${blanks}{"a":9999999999999999}`), { a: 9999999999999999n });
  }
});

test('only integers that a double cannot hold take the slow way', () => {
  for (const text of [
    '[1700000000000123,8999999999999999]',
    '0.12345678901234567890',
    '[12.1234567890123456789,-0.30000000000000004]',
    '"12345678901234567890"',
    '{"12345678901234567890":1}',
    '',
    '1',
  ]) {
    for (let shift = 0; shift < 16; shift++) {
      assert.equal(hasLongInteger(Buffer.from(' '.repeat(shift) + text)), false, text);
    }
  }
  assert.equal(hasLongInteger(Buffer.from('[12345678901234567890]')), true);
});

test('the slow way changes nothing else', () => {
  const text =
    '{"big":12345678901234567890,"f":1234567890123456789.5,"e":1e30,"s":"x","o":{"__proto__":[1]},"n":null}';
  const parsed = parse(text) as Record<string, unknown>;
  assert.equal(parsed['f'], Number('1234567890123456789.5'));
  assert.equal(parsed['e'], 1e30);
  assert.equal(parsed['s'], 'x');
  assert.equal(parsed['n'], null);
  assert.deepEqual(Object.keys(parsed['o'] as object), ['__proto__']);
});

test('integers of absurd length are text', () => {
  const digits = '1'.repeat(401);
  assert.equal(parse(digits), digits);
  assert.equal(parse('1'.repeat(400)), BigInt('1'.repeat(400)));
});

test('what is no JSON is said to be none', () => {
  for (const text of ['', '{', 'x', '[1,]', '\ufeff', '12345678901234567890x']) {
    assert.throws(() => parse(text), { code: 'BODY_INVALID', message: /^JSON couldn't parsed: / });
  }
  assert.throws(() => parseJsonBody(Buffer.from([0x7b, 0xff]), 1000), { detail: /UTF-8/ });
});

test('the number of values is bounded, at the limit and one above, whatever stands between them', () => {
  const texts = [
    [4, '[1,2,3]'],
    [3, ' [ {} , [ ] ] '],
    [5, '{"a,b":[{"c\\",{[":1}],"d":"],[\\\\"}'],
    [2, '{"":"}{][,"}'],
    [1, '"a,b"'],
    [3, '[[[]]]'],
  ] as const;
  for (const [count, text] of texts) {
    const bytes = Buffer.from(text);
    assert.deepEqual(parseJsonBody(bytes, count), JSON.parse(text), text);
    if (count > 1) assert.throws(() => parseJsonBody(bytes, count - 1), { code: 'TOO_MANY_VALUES' }, text);
  }
});

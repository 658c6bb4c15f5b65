import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHYSICAL_NAME_MAX_LENGTH, physicalNameOf, segmentNameOf } from './physical-name.ts';

const free = () => false;

test('physical names are plain ASCII that looks like the name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['pageview', 'pageview'],
    ['page view', 'page_view'],
    ['şamil ığüöç', 'samil_iguoc'],
    ['straße', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['ﬁle', 'file'],
    ['_user', 'f_user'],
    ['__x', 'f_x'],
    ['1st', 'f_1st'],
    ['日本', 'f'],
    ['', 'f'],
    ['a"; drop', 'a___drop'],
    ['K', 'k'],
    ['\u{1F600}a', 'f_a'],
  ];
  for (const [name, physical] of cases) assert.equal(physicalNameOf(name, 'field', free), physical, name);
  assert.equal(physicalNameOf('_x', 'collection', free), 'c_x');
  assert.equal(physicalNameOf('2024', 'project', free), 'p_2024');
});

test('names that look alike get numbers and stay within the length', () => {
  const taken = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const name = physicalNameOf(`${'x'.repeat(300)}${'é'.repeat(i)}`, 'field', (one) => taken.has(one));
    assert.match(name, /^[a-z][a-z0-9_]*$/);
    assert.ok(name.length <= PHYSICAL_NAME_MAX_LENGTH);
    taken.add(name);
  }
  assert.equal(taken.size, 200);
  assert.ok(taken.has(`${'x'.repeat(58)}_2`));
});

test('segments are called after their table and their own number', () => {
  assert.equal(segmentNameOf({ kind: 'dead_letters', projectId: 1, ownerId: 7 }, 12), 'dead_letters_7_12');
});

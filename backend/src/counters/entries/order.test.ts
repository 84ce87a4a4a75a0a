import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { compareCodePoints, compareSiteKeys, siteDayText, type SiteKey, siteKeyText } from './order.ts';

/** Every text of at most so many of the units. */
function textsOf(units: readonly string[], longest: number): string[] {
  const texts = [''];
  for (let length = 0, first = 0; length < longest; length += 1) {
    const shorter = texts.slice(first);
    first = texts.length;
    texts.push(...shorter.flatMap((text) => units.map((unit) => text + unit)));
  }
  return texts;
}

const pairsOf = (texts: readonly string[]): SiteKey[] =>
  texts.flatMap((enterprise) => texts.map((code) => ({ enterprise, code })));

/** What a text in front of a name could be taken for, and what separates or combines. */
const HOSTILE = [
  ...['0', '1', '2', '9', '-', ' ', '  ', '\u00a0', '\0', '|', '·', '"', '\\', ',', '\n', '\u200b'],
  ...['é', 'e\u0301', '\u0301', '🏪', '\ud83c', '\udfea', '東', 'İ', '2024-07-22', '5 ', '10 '],
];
/** Names of such parts, some of them long enough for a length of two or three digits. */
const name = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 12 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(9, 10, 11, 99, 100, 101, 5_000), fc.constantFrom(...HOSTILE))
    .map(([unit, times, last]) => unit.repeat(times) + last)
);
const key: fc.Arbitrary<SiteKey> = fc.record({ enterprise: name, code: name });
/** The same characters, divided between name and code in two places. */
const divisions = fc.tuple(name, name).chain(([left, right]) => {
  const all = left + right;
  const at = fc.nat({ max: all.length }).map((end) => ({ enterprise: all.slice(0, end), code: all.slice(end) }));
  return fc.tuple(at, at);
});
const day = fc.constantFrom('0001-01-01', '2024-07-22', '2024-07-23', '9999-12-31');

const isSameKey = (a: SiteKey, b: SiteKey): boolean => a.enterprise === b.enterprise && a.code === b.code;

test('gives no two keys one text, for every short name of digits and separators', () => {
  for (const units of [
    ['0', '1', '2', ' '],
    ['1', ' ', '\0', '🏪', '\u0301', '-'],
  ]) {
    const keys = pairsOf(textsOf(units, 3));
    assert.equal(new Set(keys.map(siteKeyText)).size, keys.length);
  }
});

test('gives no two days of sites one text, for every short name of digits and separators', () => {
  const keys = pairsOf(textsOf(['1', '2', ' ', '-'], 2));
  const days = ['2024-07-22', '2024-07-02', '0001-01-01'];
  const texts = days.flatMap((one) => keys.map((site) => siteDayText(one, site)));
  assert.equal(new Set(texts).size, days.length * keys.length);
});

test('tells hostile keys apart, and those of the same characters divided elsewhere', () => {
  fc.assert(
    fc.property(fc.oneof(divisions, fc.tuple(key, key)), ([a, b]) => {
      assert.equal(siteKeyText(a) === siteKeyText(b), isSameKey(a, b));
    }),
    { numRuns: 5_000 }
  );
});

test('tells days of hostile keys apart', () => {
  fc.assert(
    fc.property(day, day, fc.oneof(divisions, fc.tuple(key, key)), (first, second, [a, b]) => {
      assert.equal(siteDayText(first, a) === siteDayText(second, b), first === second && isSameKey(a, b));
    }),
    { numRuns: 5_000 }
  );
});

test('does not take digits of a name for a part of its length, whatever the length', () => {
  for (const unit of ['1', '11 ', ' 1', '0', '1\u0301']) {
    const names = Array.from({ length: 125 }, (_, length) => unit.repeat(125).slice(0, length));
    const keys = pairsOf(names);
    assert.equal(new Set(keys.map(siteKeyText)).size, keys.length);
  }
});

test('orders keys by code point, name first, as equal exactly where they are the same', () => {
  const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  fc.assert(
    fc.property(fc.oneof(divisions, fc.tuple(key, key)), ([a, b]) => {
      assert.equal(compareSiteKeys(a, b) === 0, isSameKey(a, b));
      const [left, right] = [codePoints(a.enterprise), codePoints(b.enterprise)];
      const at = left.findIndex((point, index) => point !== right[index]);
      const expected = at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
      // A half of a character is none: what the database's texts never hold has no place in its order.
      if ((a.enterprise + b.enterprise).isWellFormed()) {
        assert.equal(Math.sign(compareCodePoints(a.enterprise, b.enterprise)), Math.sign(expected));
      }
    }),
    { numRuns: 1_000 }
  );
});

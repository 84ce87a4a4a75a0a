import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { compileExpression, compileMatcher, ExpressionError } from './matchers.ts';

test('matches as JavaScript does, for what both engines know', () => {
  for (const [source, flags, text] of [
    ['serveur|vpn|pare-feu', 'i', 'Le SERVEUR est tombé'],
    ['^é', 'iu', 'École'],
    ['caf\\u00e9', '', 'le café'],
    ['^b$', 'm', 'a\nb\nc'],
    ['^b$', '', 'a\nb\nc'],
    ['a.b', 's', 'a\nb'],
    ['a.b', '', 'a\nb'],
    ['\\bvpn\\b', 'i', 'le VPN !'],
    ['(?<queue>n[1-3])\\/\\d{2,4}', '', 'n2/2024'],
    ['^$', '', ''],
    ['[\\w-]+@[\\w.-]+', '', 'un.deux@exemple.fr'],
    ['\\p{L}+', 'u', 'Ωmega'],
    ['^(serveur|vpn|pare-feu|imprimante){2,4}$', 'i', 'VPNserveurImprimante'],
    ['^(serveur|vpn|pare-feu|imprimante){2,4}$', 'i', 'serveur'],
    ['([ab]*a[ab]{9}){9}', '', 'ab'.repeat(45)],
    ['([ab]*a[ab]{9}){9}', '', 'b'.repeat(90)],
    ['\\b(n[1-3]|vip|urgent|bloqu(é|e)|panne|incident) *!{1,5}$', 'imu', 'tout va bien\nPANNE !!\nmerci'],
  ] as const) {
    assert.equal(compileMatcher(`/${source}/${flags}`)(text), new RegExp(source, flags).test(text), source);
  }
});

test('refuses with a sentence what it cannot match in linear time', () => {
  for (const [source, flags, sentence] of [
    ['(?=a)b', '', /look-aheads/],
    ['(?!a)b', '', /look-aheads/],
    ['(?<!a)b', '', /look-behinds/],
    ['(a)\\1', '', /back-references/],
    ['(?<x>a)\\k<x>', '', /back-references/],
    ['\\Aserveur', '', /uses \\A/],
    ['a\\Qb', '', /uses \\Q/],
    ['a{1001}', '', /1000 repetitions/],
    ['((a{1,30}){1,30})b', '', /too large/],
    ['(', '', /not a regular expression/],
    ['a', 'g', /flags i, m, s and u only/],
    ['a', 'y', /flags i, m, s and u only/],
    ['a', 'ii', /not a regular expression/],
  ] as const) {
    assert.throws(
      () => compileExpression({ source, flags }),
      (error) => error instanceof ExpressionError && sentence.test(error.message),
      source
    );
  }
});

test('looks at no more of a text than its first 500 characters', () => {
  assert.equal(compileMatcher('/fin$/')(`${'a'.repeat(497)}fin`), true);
  assert.equal(compileMatcher('/fin/')(`${'a'.repeat(500)}fin`), false);
});

test('ends on hostile texts, whatever expression is accepted', () => {
  const hostile = [
    '^(\\w|\\s|-|_)+$',
    '.*.*.*.*serveur.*urgent',
    '(a+)+$',
    '(a|a)*b',
    '(x+x+)+y',
    '([a-z]+)*=',
    '^(a?){40}a{40}$',
    '([ab]*a[ab]{9}){20}',
  ];
  for (const source of hostile) {
    const matches = compileMatcher(`/${source}/i`);
    for (const unit of ['a', 'x', 'serveur ', 'é', 'ab', ' -_']) {
      // A backtracking engine would not come back from most of these.
      assert.equal(typeof matches(`${unit.repeat(100_000)}!`), 'boolean');
    }
  }
});

test('either refuses an expression with a sentence or matches any text with it', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 30, unit: fc.constantFrom(...'ab().*+?|[]{}\\^$19,-é') }),
      fc.string(),
      (source, text) => {
        let matches;
        try {
          matches = compileExpression({ source: source || 'a', flags: 'i' });
        } catch (error) {
          assert.ok(error instanceof ExpressionError, String(error));
          return;
        }
        assert.equal(typeof matches.test(text), 'boolean');
      }
    ),
    { numRuns: 2000 }
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { decodeEntities, displayText, fold } from './text.ts';

test('folding forgets case, accents, entities and spaces', () => {
  for (const [text, folded] of [
    ['  Hôtel  de\u00a0la\tTRÉMOILLE ', 'hotel de la tremoille'],
    ['Ba&amp;sh', 'ba&sh'],
    ['H&ocirc;tel &#201;toile &#x26; Cie', 'hotel etoile & cie'],
    ['E\u0301te\u0301', 'ete'],
    ['ﬁn ½', 'fin 1⁄2'],
    ['İstanbul', 'istanbul'],
    ['&nbsp;CASI&nbsp;&nbsp;PSE&nbsp;', 'casi pse'],
    ['   ', ''],
  ] as const) {
    assert.equal(fold(text), folded, text);
  }
});

test('folding keeps apart what NFKD keeps apart', () => {
  assert.notEqual(fold('œuvre'), fold('oeuvre'));
  assert.notEqual(fold('Ba&sh'), fold('Bash'));
});

test('folding twice changes nothing more, unless the text was encoded twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const folded = fold(text.replaceAll('&', ' '));
      assert.equal(fold(folded), folded);
    })
  );
});

test('entities are decoded once, and only closed ones', () => {
  assert.equal(decodeEntities('R&amp;D &lt;b&gt; &quot;x&quot; &#39;'), 'R&D <b> "x" \'');
  assert.equal(decodeEntities('&amp;amp;'), '&amp;');
  assert.equal(decodeEntities('https://a.example/?a=1&copy=2 & R&D'), 'https://a.example/?a=1&copy=2 & R&D');
});

test('a display text is null when nothing is left to show', () => {
  assert.equal(displayText(' Panne &amp; co '), 'Panne & co');
  for (const text of [null, '', '  ', '&nbsp;']) {
    assert.equal(displayText(text), null);
  }
});

import assert from 'node:assert/strict';
import test from 'node:test';

import { printable } from '../../../domain/text/printable.ts';
import { fit, pad, truncate, wrap } from './layout.ts';
import { paintFor, paintNothing } from './paint.ts';
import { beside, panel, widths } from './panel.ts';
import { bar, table } from './table.ts';

test('texts are cut by what they show', () => {
  assert.equal(truncate('Bonjour', 7), 'Bonjour');
  assert.equal(truncate('Bonjour', 4), 'Bon…');
  assert.equal(truncate('東京オフィス', 5), '東京…');
  assert.equal(truncate('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 4), '👩‍👩‍👧‍👦…');
  assert.equal(truncate('abc', 0), '');
  assert.equal(fit('東京オフィス', 6), '東京… ');
  assert.equal(pad('é', 3, 'right'), '  é');
});

test('what could steer a terminal becomes a space', () => {
  assert.equal(printable('a\u001b[2Jb\r\nc\u202ed\u0007e'), 'ab c d e');
});

test('words are wrapped, a longer word stands alone', () => {
  assert.deepEqual(wrap('un deux trois', 7), ['un deux', 'trois']);
  assert.deepEqual(wrap('anticonstitutionnellement ou', 10), ['anticonstitutionnellement', 'ou']);
});

test('bars are drawn to an eighth of a column', () => {
  assert.equal(bar(0, 4), '    ');
  assert.equal(bar(0.5, 4), '██  ');
  assert.equal(bar(1 / 32, 4), '▏   ');
  assert.equal(bar(2, 4), '████');
});

test('panels share a width without losing a column', () => {
  for (let total = 80; total <= 160; total++) {
    const parts = widths(total, [28, 17, 17, 17, 41]);
    assert.equal(parts.reduce((a, b) => a + b, 0) + 4, total);
  }
  assert.deepEqual(beside([panel('A', ['x'], 9, paintNothing), panel('B', ['y'], 9, paintNothing)]), [
    '╭─ A ───╮ ╭─ B ───╮',
    '│ x     │ │ y     │',
    '╰───────╯ ╰───────╯',
  ]);
});

test('a table aligns its columns', () => {
  const lines = table(
    [{ title: 'name' }, { title: 'n', alignment: 'right' }],
    [
      ['東', '10'],
      ['abcde', '5'],
    ],
    paintNothing
  );
  assert.deepEqual(lines, ['name    n', '東     10', 'abcde   5']);
});

test('colours go to terminals only, and not against NO_COLOR', () => {
  assert.notEqual(paintFor({ isTTY: true }, {})('red', 'x'), 'x');
  assert.equal(paintFor({ isTTY: true }, { NO_COLOR: '1' })('red', 'x'), 'x');
  assert.equal(paintFor({ isTTY: true }, { TERM: 'dumb' })('red', 'x'), 'x');
  assert.equal(paintFor({}, {})('red', 'x'), 'x');
});

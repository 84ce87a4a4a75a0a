import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { formatTraceparent, parseTraceparent } from './traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const sampled = { traceId: TRACE, spanId: SPAN, sampled: true };

describe('the header traceparent', () => {
  it('names trace, span and whether the caller records', () => {
    assert.deepEqual(parseTraceparent(`00-${TRACE}-${SPAN}-01`), sampled);
    assert.deepEqual(parseTraceparent(`00-${TRACE}-${SPAN}-00`), { ...sampled, sampled: false });
    // Flags that a later edition of the recommendation defines (random trace id) change nothing of the first one.
    assert.deepEqual(parseTraceparent(`00-${TRACE}-${SPAN}-03`), sampled);
    assert.deepEqual(parseTraceparent(`00-${TRACE}-${SPAN}-02`), { ...sampled, sampled: false });
  });

  it('of a later version may hold more behind a dash', () => {
    assert.deepEqual(parseTraceparent(`01-${TRACE}-${SPAN}-01`), sampled);
    assert.deepEqual(parseTraceparent(`cc-${TRACE}-${SPAN}-01-what-comes-then`), sampled);
  });

  const wrong: [string, string | string[] | undefined][] = [
    ['absent', undefined],
    ['empty', ''],
    ['several', [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`]],
    ['several, joined by Node', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
    ['of the version that is none', `ff-${TRACE}-${SPAN}-01`],
    ['of version 00 with more behind it', `00-${TRACE}-${SPAN}-01-more`],
    ['of a later version with more and no dash', `01-${TRACE}-${SPAN}-01more`],
    ['in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['with a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['with a span id of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['with a short trace id', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['with a long span id', `00-${TRACE}-${SPAN}0-01`],
    ['without flags', `00-${TRACE}-${SPAN}`],
    ['with one digit of flags', `00-${TRACE}-${SPAN}-1`],
    ['with spaces around it', ` 00-${TRACE}-${SPAN}-01`],
    ['with a line end', `00-${TRACE}-${SPAN}-01\n`],
    ['that ends a comment of SQL', `00-${TRACE}-${SPAN}-01*/ drop table sites; --`],
    ['with the end of a comment inside', `00-${TRACE.slice(2)}*/-${SPAN}-01`],
    ['with a quote', `00-${TRACE}-${SPAN.slice(1)}'-01`],
    ['with digits of another script', `00-${TRACE.replace('4', '٤')}-${SPAN}-01`],
  ];
  for (const [what, header] of wrong) {
    it(`counts as absent when it is ${what}`, () => assert.equal(parseTraceparent(header), undefined));
  }

  it('is made from its parts alone, whatever a later version held', () => {
    const parent = parseTraceparent(`cc-${TRACE}-${SPAN}-01-'*/ drop table sites`);
    assert.ok(parent);
    assert.equal(formatTraceparent(parent), `00-${TRACE}-${SPAN}-01`);
    assert.equal(formatTraceparent({ ...parent, sampled: false }), `00-${TRACE}-${SPAN}-00`);
  });
});

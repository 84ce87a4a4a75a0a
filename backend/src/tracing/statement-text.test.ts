import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { hasTraceComment, statementShape, statementVerb, withTraceComment } from './statement-text.ts';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('a statement that names its span', () => {
  it('begins with it, and is known by it', () => {
    const statement = withTraceComment('select 1', TRACEPARENT);
    assert.equal(statement, `/*traceparent='${TRACEPARENT}'*/ select 1`);
    assert.ok(hasTraceComment(statement));
    assert.ok(!hasTraceComment('select 1'));
    assert.ok(!hasTraceComment(`select '/*traceparent=''${TRACEPARENT}''*/ '`));
  });
});

describe('the shape of a statement', () => {
  const shapes: [string, string, string][] = [
    [
      'keeps names and placeholders',
      'select "a" from `t` where b = ? and c = $1',
      'select "a" from `t` where b = ? and c = $1',
    ],
    [
      'leaves out texts',
      "select * from t where a = 'Hôtel du Lac' and b = 'x'",
      'select * from t where a = ? and b = ?',
    ],
    ['leaves out a text with doubled quotes', "select 'l''été' as a, 'b'", 'select ? as a, ?'],
    ['leaves out a text with escaped quotes', String.raw`select 'l\'été', 'b\\', 'c'`, 'select ?, ?, ?'],
    [
      'leaves out texts as hexadecimal digits',
      "code in (_utf8mb4 x'4e41', x'4f', 0x4E41)",
      'code in (_utf8mb4 x?, x?, ?)',
    ],
    ['leaves out a text over several lines', "select 'a\nb', 1", 'select ?, 1'],
  ];
  for (const [what, statement, shape] of shapes) {
    it(what, () => assert.equal(statementShape(statement), shape));
  }

  it('is short, and holds no half of a text where it was cut', () => {
    for (let length = 1_900; length < 4_100; length += 1) {
      const shape = statementShape(`${'a'.repeat(length)} = 'secret' or b = 'another secret'`);
      assert.ok(shape.length <= 2_001 && !shape.includes('secret'), String(length));
    }
    assert.ok(statementShape(`select ${"x'41', ".repeat(1_000_000)}`).length <= 2_001);
  });
});

it('the verb of a statement is its first word', () => {
  assert.equal(statementVerb('  select 1'), 'SELECT');
  assert.equal(statementVerb('((select 1) union all (select 2))'), 'SELECT');
  assert.equal(statementVerb('with "a" as (select 1) select 1'), 'WITH');
  assert.equal(statementVerb('?'), 'STATEMENT');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { missingPatch } from './patches.ts';

test('a release below the fixed one of its line names that one', () => {
  assert.deepEqual(missingPatch('12.4.3'), { fixedIn: '12.4.12' });
  assert.deepEqual(missingPatch('12.4.3+security-02'), { fixedIn: '12.4.12' });
  assert.deepEqual(missingPatch('13.0.0'), { fixedIn: '13.0.10' });
  assert.deepEqual(missingPatch('13.2.2'), { fixedIn: '13.2.3' });
});

test('the fixed release, later ones and later lines miss nothing', () => {
  for (const version of ['12.4.12', '12.4.13', '13.0.10', '13.1.7', '13.2.3', '13.3.0', '14.0.0-pre']) {
    assert.equal(missingPatch(version), undefined, version);
  }
});

test('a line that gets no patches any more has no release to name', () => {
  for (const version of ['12.2.10', '12.3.7', '11.6.14', '9.5.0']) {
    assert.deepEqual(missingPatch(version), { fixedIn: undefined }, version);
  }
});

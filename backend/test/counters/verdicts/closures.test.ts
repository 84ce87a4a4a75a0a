import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createEnterpriseNames } from '../../../src/counters/sites/enterprises.ts';
import { type ClosureSite, createClosures } from '../../../src/counters/verdicts/closures.ts';
import type { ClosureRule } from '../../../src/domain/rules/counters-rules.ts';

const NAMES = createEnterpriseNames([{ name: 'BASH', alsoWritten: ['bash '] }]);
const SITE: ClosureSite = { enterprise: 'BASH', code: '001', country: 'France' };
const FRENCH_HOLIDAYS: ClosureRule = { enterprise: '*', siteCountries: ['France', 'FR'], holidays: { country: 'FR' } };

function closed(rule: ClosureRule, day: string, site: Partial<ClosureSite> = {}): boolean {
  return createClosures([rule], NAMES).isClosed({ ...SITE, ...site }, day);
}

describe('closures', () => {
  it('without a rule, nothing is closed', () => {
    assert.equal(createClosures([], NAMES).isClosed(SITE, '2024-12-25'), false);
  });

  it('a weekly closure holds on its weekdays alone', () => {
    const rule: ClosureRule = { enterprise: 'BASH', weekly: [1, 7] };
    const days = ['2024-07-20', '2024-07-21', '2024-07-22', '2024-07-23'];
    assert.deepEqual(
      days.map((day) => closed(rule, day)),
      [false, true, true, false]
    );
  });

  it('a range includes both its days, and is open-ended where a bound is missing', () => {
    const rule: ClosureRule = { enterprise: 'BASH', code: '001', from: '2026-08-01', to: '2026-08-21' };
    const days = ['2026-07-31', '2026-08-01', '2026-08-21', '2026-08-22'];
    assert.deepEqual(
      days.map((day) => closed(rule, day)),
      [false, true, true, false]
    );
    assert.equal(closed({ enterprise: 'BASH', from: '2026-08-01' }, '2030-01-01'), true);
  });

  it('bounds limit a weekly closure', () => {
    const rule: ClosureRule = { enterprise: 'BASH', weekly: [7], from: '2024-07-01', to: '2024-07-31' };
    assert.deepEqual(
      ['2024-06-30', '2024-07-21', '2024-07-22', '2024-08-04'].map((day) => closed(rule, day)),
      [false, true, false, false]
    );
  });

  it('names sites exactly: the enterprise, its code with its zeros', () => {
    const rule: ClosureRule = { enterprise: 'BASH', code: '001', weekly: [7] };
    assert.equal(closed(rule, '2024-07-21', { code: '1' }), false);
    assert.equal(closed(rule, '2024-07-21', { enterprise: 'Bash' }), false);
    assert.equal(closed({ enterprise: '*', weekly: [7] }, '2024-07-21', { enterprise: 'Bash' }), true);
  });

  it('a joined spelling in a rule means the company', () => {
    assert.equal(closed({ enterprise: 'bash ', weekly: [7] }, '2024-07-21'), true);
  });

  it('public holidays close by the country text of the site, folded', () => {
    const closedIn = ['France', ' FRANCE ', 'fr', 'Belgique', '', null].map((country) =>
      closed(FRENCH_HOLIDAYS, '2024-07-14', { country })
    );
    assert.deepEqual(closedIn, [true, true, true, false, false, false]);
  });

  it('public holidays without country texts close nothing', () => {
    assert.equal(closed({ enterprise: '*', holidays: { country: 'FR' } }, '2024-07-14'), false);
  });

  it('knows the movable French holidays, and leaves observances open', () => {
    const days = ['2024-04-01', '2024-05-09', '2024-05-20', '2024-05-19', '2024-05-26', '2025-04-21'];
    assert.deepEqual(
      days.map((day) => closed(FRENCH_HOLIDAYS, day)),
      [true, true, true, false, false, true]
    );
  });

  it('Alsace-Moselle has two more', () => {
    const alsace: ClosureRule = { ...FRENCH_HOLIDAYS, holidays: { country: 'FR', region: '67' } };
    for (const day of ['2024-03-29', '2024-12-26']) {
      assert.deepEqual([closed(FRENCH_HOLIDAYS, day), closed(alsace, day)], [false, true]);
    }
  });
});

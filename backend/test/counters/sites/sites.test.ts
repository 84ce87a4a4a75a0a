import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { SiteTable } from '../../../src/counters/connection/schema.ts';
import { createEnterpriseNames } from '../../../src/counters/sites/enterprises.ts';
import { filterSites, pageOf } from '../../../src/counters/sites/site-filter.ts';
import { parseSiteId, siteEtag, siteId } from '../../../src/counters/sites/site-identity.ts';
import { sortSites } from '../../../src/counters/sites/site-sort.ts';
import { type Site, toSite, uniqueSites } from '../../../src/counters/sites/sites.ts';
import {
  checkNewSite,
  checkSiteChange,
  type NewSiteInput,
  type SiteInput,
} from '../../../src/counters/sites/validation.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';

const ROW: SiteTable = {
  enterprise: 'BASH',
  code: '001',
  ip_till: '192.0.2.10',
  country: 'France',
  city: 'Orléans',
  open: '2000-01-01 09:30:00',
  close: '1970-05-06 19:00:00',
  timezone: 'Europe/Paris',
  ignore: 0,
  ignore_reason: null,
  last_update: '2024-07-22 10:20:30',
};
const COUNTERS = {
  names: createEnterpriseNames([{ name: 'BASH', alsoWritten: ['bash '] }]),
  rules: DEFAULT_COUNTERS_RULES,
};

function site(columns: Partial<SiteTable> = {}): Site {
  return toSite(COUNTERS, { ...ROW, ...columns });
}

describe('a row of sites in Vigie’s words', () => {
  it('keeps the time of day, reads last_update as UTC, names the zone', () => {
    assert.deepEqual(site(), {
      enterprise: 'BASH',
      code: '001',
      writtenEnterprise: 'BASH',
      ip: '192.0.2.10',
      country: 'France',
      city: 'Orléans',
      open: '09:30',
      close: '19:00',
      timezone: 'Europe/Paris',
      zone: 'Europe/Paris',
      zoneProblem: null,
      operational: true,
      reason: null,
      lastUpdate: new Date('2024-07-22T10:20:30Z'),
    });
  });

  it('is operational when ignore is 0 or NULL, and only then', () => {
    assert.deepEqual(
      [0, null, 1, 2, -1].map((ignore) => site({ ignore }).operational),
      [true, true, false, false, false]
    );
  });

  it('reads MySQL’s zero date as none', () => {
    assert.equal(site({ last_update: '0000-00-00 00:00:00' }).lastUpdate, null);
  });

  it('lets one row stand for a site that joined spellings have twice', () => {
    const padded = site({ enterprise: 'bash ', city: 'Nice' });
    assert.equal(padded.enterprise, 'BASH');
    assert.deepEqual(uniqueSites([padded, site(), site({ code: '002' })]), [site(), site({ code: '002' })]);
  });
});

describe('searching sites', () => {
  const sites = [
    site(),
    site({ code: '010', city: 'Nice', ignore: 1, ignore_reason: 'Panne' }),
    site({ enterprise: 'APRIL', code: '01', city: null, country: null, ip_till: '2001:db8::1' }),
  ];
  const codes = (filter: Parameters<typeof filterSites>[1]): string[] =>
    filterSites(sites, filter).map((one) => one.code);

  it('finds by column, folded, anywhere in the text', () => {
    assert.deepEqual(codes({ city: ' ORLEANS' }), ['001']);
    assert.deepEqual(codes({ code: '01' }), ['001', '010', '01']);
    assert.deepEqual(codes({ code: '01', ip: '192.0.2' }), ['001', '010']);
    assert.deepEqual(codes({ enterprise: 'apr' }), ['01']);
    assert.deepEqual(codes({ operational: false }), ['010']);
    assert.deepEqual(codes({}), ['001', '010', '01']);
  });

  it('folds the columns of a site once, however many words a search has', () => {
    let reads = 0;
    const counted = {
      ...sites[0]!,
      get city() {
        reads += 1;
        return 'Orléans';
      },
    };
    assert.equal(filterSites([counted], { search: 'bash orleans 001 bash orleans' }).length, 1);
    assert.equal(reads, 1);
  });

  it('finds every word of a search in some column, and takes no pattern', () => {
    assert.deepEqual(codes({ search: 'bash panne' }), ['010']);
    assert.deepEqual(codes({ search: '2001:DB8' }), ['01']);
    assert.deepEqual(codes({ search: '%' }), []);
    assert.deepEqual(codes({ search: '.*' }), []);
  });

  it('gives a page and the length of the list', () => {
    assert.deepEqual(pageOf([1, 2, 3, 4, 5], 2, 2), { items: [3, 4], total: 5 });
    assert.deepEqual(pageOf([1], 5, 2), { items: [], total: 1 });
  });
});

describe('sorting sites', () => {
  const sites = [
    site({ code: '10', city: 'Évry', ip_till: '10.0.0.10' }),
    site({ code: '9', city: null, ip_till: '10.0.0.9', ignore: 1 }),
    site({ code: '009b', city: 'Evreux', ip_till: ' ' }),
    site({ code: '11', city: 'Évry', ip_till: '9.0.0.1' }),
  ];
  const codes = (...order: [by: Parameters<typeof sortSites>[1], direction?: 'asc' | 'desc']): string[] =>
    sortSites(sites, ...order).map(({ code }) => code);

  it('goes by numbers and letters as a person would, equal ones as they came', () => {
    assert.deepEqual(codes('code'), ['9', '009b', '10', '11']);
    assert.deepEqual(codes('code', 'desc'), ['11', '10', '009b', '9']);
    assert.deepEqual(codes('operational'), ['10', '009b', '11', '9']);
    assert.deepEqual(codes('enterprise'), ['10', '9', '009b', '11']);
  });

  it('puts empty cells last in either direction', () => {
    assert.deepEqual(codes('city'), ['009b', '10', '11', '9']);
    assert.deepEqual(codes('city', 'desc'), ['10', '11', '009b', '9']);
    assert.deepEqual(codes('ip'), ['11', '9', '10', '009b']);
  });
});

describe('id and version of a site', () => {
  it('survives spaces, quotes and accents', () => {
    for (const key of [
      { enterprise: 'bash ', code: '001' },
      { enterprise: 'Hôtel "de" la Trémoille', code: '0/1,\\' },
    ]) {
      assert.deepEqual(parseSiteId(siteId(key)), key);
    }
    assert.equal(siteId({ enterprise: 'BASH', code: '001' }), Buffer.from('["BASH","001"]').toString('base64url'));
  });

  it('refuses what is not an id', () => {
    const bad = ['', '!', Buffer.from('["a"]').toString('base64url'), Buffer.from('["a",1]').toString('base64url')];
    const other = [Buffer.from('{}').toString('base64url'), Buffer.from('[ "a", "b" ]').toString('base64url')];
    assert.deepEqual([...bad, ...other].map(parseSiteId), Array(6).fill(undefined));
  });

  it('changes with every column', () => {
    const etag = siteEtag(ROW);
    assert.match(etag, /^"[\w-]{20,}"$/);
    assert.equal(siteEtag({ ...ROW }), etag);
    for (const column of Object.keys(ROW)) {
      assert.notEqual(siteEtag({ ...ROW, [column]: 'other' }), etag, column);
    }
  });
});

describe('checking what is written of a site', () => {
  const good: NewSiteInput = {
    enterprise: 'BASH',
    code: '007',
    ip: '2001:db8::7',
    country: 'France',
    city: 'Lyon',
    open: '09:00',
    close: '19:30',
    timezone: 'europe/paris',
    operational: true,
  };
  const fields = (input: Partial<NewSiteInput>): string[] =>
    checkNewSite({ ...good, ...input }).map(({ field }) => field);

  it('takes a good site, and one with the key alone', () => {
    assert.deepEqual(checkNewSite(good), []);
    assert.deepEqual(checkNewSite({ enterprise: 'BASH', code: '0' }), []);
  });

  const cases: [what: string, input: Partial<NewSiteInput>, expected: string[]][] = [
    ['no enterprise, no code', { enterprise: ' ', code: '' }, ['enterprise', 'code']],
    ['a padded enterprise', { enterprise: 'BASH ' }, ['enterprise']],
    ['a long code', { code: '1'.repeat(51) }, ['code']],
    ['a code as long as it may be, in characters', { code: '😀'.repeat(50) }, []],
    ['a long reason', { reason: 'r'.repeat(256) }, ['reason']],
    ['a control character', { city: 'Ly\non' }, ['city']],
    ['an address of five numbers', { ip: '192.0.2.1.5' }, ['ip']],
    ['a number above 255', { ip: '192.0.2.256' }, ['ip']],
    ['an emptied address', { ip: '' }, []],
    ['an offset for a time zone', { timezone: '+02:00' }, ['timezone']],
    ['an invented time zone', { timezone: 'Europe/Atlantis' }, ['timezone']],
    ['25 o’clock', { open: '25:00' }, ['open']],
    ['closing before opening', { open: '19:00', close: '09:00' }, ['close']],
    ['closing when opening', { open: '09:00', close: '09:00' }, ['close']],
    ['closing after midnight, stated', { open: '19:00', close: '02:00', overnight: true }, []],
    ['an opening without a closing', { close: null }, ['close']],
    ['not operational without a reason', { operational: false }, ['reason']],
    ['not operational with a blank reason', { operational: false, reason: '  ' }, ['reason']],
    ['not operational with a reason', { operational: false, reason: 'Travaux' }, []],
  ];
  for (const [what, input, expected] of cases) {
    it(what, () => assert.deepEqual(fields(input), expected));
  }

  it('judges only what a change touches', () => {
    const old = site({
      timezone: 'Mars/Olympus_Mons',
      open: '2000-01-01 20:00:00',
      close: '2000-01-01 04:00:00',
      ignore: 1,
    });
    const problems = (input: SiteInput): string[] => checkSiteChange(input, old).map(({ field }) => field);
    assert.deepEqual(problems({ ip: '192.0.2.99' }), []);
    assert.deepEqual(problems({ close: '05:00' }), ['close']);
    assert.deepEqual(problems({ close: '05:00', overnight: true }), []);
    assert.deepEqual(problems({ operational: false }), ['reason']);
    assert.deepEqual(problems({ operational: true }), []);
    assert.deepEqual(problems({ reason: null }), ['reason']);
  });
});

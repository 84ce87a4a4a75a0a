import assert from 'node:assert/strict';
import test from 'node:test';

import { createEvidence } from './evidence.ts';
import type { KnownSite, World } from './world.ts';

function site(enterprise: string, code: string, city: string): KnownSite {
  return { enterprise, code, city, texts: [enterprise, code, city, 'Europe/Paris', '09:00'] };
}

function worldOf(...sites: KnownSite[]): World {
  const catalogue = { fr: 'Entrées', en: 'Entries' };
  const dataset = { name: 'counters.entries', title: catalogue, description: catalogue };
  return {
    enterprises: [...new Set(sites.map(({ enterprise }) => enterprise))],
    sites,
    datasets: [{ ...dataset, scopes: ['counters:read'], parameters: [], columns: [] }],
  };
}

const WORLD = worldOf(
  site('BASH', '001', 'Lyon'),
  site('BASH', '002', 'Lille'),
  site('BASH ', '003', 'Brest'),
  site('APRIL', '001', 'Nice'),
  site('APRIL', '900', 'Lyon'),
  site('Entries', '004', 'Dax'),
  site('ZZ', '005', 'Pau')
);
const found = (own: string, text: string, asked = ''): string | undefined =>
  createEvidence(own, WORLD).foreignIn(text, asked)?.found;

test('what only another enterprise has gives it away, as a whole text', () => {
  assert.equal(found('BASH', '{"values":[["BASH"],["Nice"]]}'), 'Nice');
  assert.equal(found('BASH', '{"values":[["ZZ"]]}'), 'ZZ');
  assert.equal(found('BASH', '["BASH "]'), 'BASH ');
  assert.equal(found('BASH', '["Nice-Ouest","nice","Lyon","001","900","Europe/Paris","09:00"]'), undefined);
  assert.equal(found('BASH', '{"error":"escaped: \\"Nice\\""}'), undefined);
  assert.equal(found('APRIL', '["Lille"]'), 'Lille');
  assert.equal(found('APRIL', '["Lyon"]'), undefined);
});

test('names give themselves away inside of sentences, between words', () => {
  assert.equal(found('BASH', '{"text":"Le compteur de l’entreprise APRIL a fait 0 entrée"}'), 'APRIL');
  assert.equal(found('BASH', 'x-enterprise: APRIL'), 'APRIL');
  assert.equal(found('BASH', 'in APRILIA and XAPRIL'), undefined);
  // Too short, said by the catalogue, or part of one's own name.
  assert.equal(found('BASH', 'ZZ top, Entries of BASH today'), undefined);
});

test('what the tenant itself has written may come back', () => {
  const error = '{"error":"unknown parameter, not \\"APRIL\\""}';
  assert.equal(found('BASH', error), 'APRIL');
  assert.equal(found('BASH', error, 'enterprise APRIL'), undefined);
  assert.equal(found('BASH', '["Nice"]', 'enterprise APRIL'), 'Nice');
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';

import { siteId } from '../../src/counters/sites/site-identity.ts';
import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import { COUNTERS_DATABASES, missing, sampleWorld, useCounters } from '../support/counters/counters.ts';
import { useCountersApp } from '../support/counters/counters-app.ts';
import { send } from '../support/server/server.ts';

const OWN = 'BASH';
const RANGE = { from: '2024-06-30T22:00:00Z', to: '2024-07-31T21:59:59.999Z' };

/** Every site in a city that says whose it is, so that nothing of another enterprise can go unnoticed. */
function markedWorld() {
  const { sites, counting } = sampleWorld();
  const mark = (enterprise: string): string =>
    `lieu-${createHash('sha256').update(enterprise).digest('hex').slice(0, 16)}`;
  return {
    mark,
    world: { sites: sites.map((site) => ({ ...site, city: mark(site.enterprise), ip_till: null })), counting },
  };
}

const { world: WORLD, mark } = markedWorld();
const OTHERS = [...new Set(WORLD.sites.map((site) => site.enterprise))].filter((name) => name !== OWN);
/** Ways to ask for more than one's own. */
const WIDER = [
  undefined,
  [],
  [OWN, 'APRIL'],
  ['APRIL'],
  'APRIL',
  'april ',
  'bash ',
  ' BASH',
  'BASH ',
  'bash',
  'Bâsh',
  '%',
  '*',
  'all',
  "BASH' OR '1'='1",
];

for (const name of COUNTERS_DATABASES) {
  describe(`isolation of an enterprise on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, WORLD);
    const counters = useCountersApp(() => test.database);

    it('no dataset shows a tenant anything of another, whatever is asked', async () => {
      const tenant = await counters.token(['counters:read'], { enterprises: [OWN] });
      const everything = await counters.token(['counters:read']);
      const datasets = (await loadCatalogue()).list().filter((dataset) => dataset.name.startsWith('counters.'));
      assert.ok(datasets.length >= 11);
      for (const { name: dataset, parameters } of datasets) {
        const choices = parameters['kind'] ?? parameters['by'];
        const variants = choices?.choices?.map(({ value }) => (parameters['kind'] ? { kind: value } : { by: value }));
        for (const [index, variant] of (variants ?? [{}]).entries()) {
          const asked = 'enterprise' in parameters ? (index === 0 ? WIDER : WIDER.slice(0, 5)) : [undefined];
          for (const enterprise of asked) {
            const result = await counters.ask(tenant, dataset, { ...variant, enterprise }, RANGE);
            assert.equal(result.status, 200, result.error);
            const text = JSON.stringify(result.frames);
            for (const other of OTHERS) {
              const where = `${dataset} ${JSON.stringify({ ...variant, enterprise })} shows ${other}`;
              assert.ok(!text.includes(mark(other)) && !text.includes(JSON.stringify(other)), where);
            }
          }
          const own = await counters.ask(tenant, dataset, { ...variant }, RANGE);
          const narrowed =
            'enterprise' in parameters
              ? await counters.ask(everything, dataset, { ...variant, enterprise: OWN }, RANGE)
              : undefined;
          assert.deepEqual(own.frames[0]?.data, (narrowed ?? own).frames[0]?.data, `${dataset}: own figures`);
        }
      }
    });

    it('no route shows a tenant a site of another', async () => {
      const tenant = await counters.token(['counters:read'], { enterprises: [OWN] });
      for (const query of ['', '?enterprise=APRIL', '?search=april', '?enterprise=%25', '?limit=1000&offset=0']) {
        const { text } = await send(`${counters.app.url}/v1/sites${query}`, { token: tenant });
        assert.ok(
          OTHERS.every((other) => !text.includes(mark(other))),
          query
        );
      }
      const foreign = WORLD.sites.find((site) => site.enterprise === 'APRIL');
      assert.ok(foreign);
      const own = WORLD.sites.find((site) => site.enterprise === OWN);
      assert.ok(own);
      const status = async (enterprise: string, code: string): Promise<number> =>
        (await send(`${counters.app.url}/v1/sites/${siteId({ enterprise, code })}`, { token: tenant })).status;
      assert.equal(await status(OWN, own.code), 200);
      assert.equal(await status('APRIL', foreign.code), 404);
      for (const lookalike of ['bash', 'BASH ', 'Bâsh']) {
        assert.equal(await status(lookalike, own.code), 404, lookalike);
      }
    });

    it('a token without an enterprise, or without the scope, sees nothing', async () => {
      const none = await counters.token(['counters:read'], { enterprises: [] });
      assert.deepEqual(await counters.rows(none, 'counters.sites'), []);
      assert.deepEqual(await counters.rows(none, 'counters.top_sites', {}, RANGE), []);
      const tickets = await counters.token(['tickets:read']);
      assert.equal((await counters.ask(tickets, 'counters.sites')).status, 403);
      assert.equal((await send(`${counters.app.url}/v1/sites`, { token: tickets })).status, 403);
    });
  });
}

import type { TestContext } from 'node:test';

import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { withEmptyCounters } from '../counters/empty.ts';

/** Counters that know some enterprises, with one shop each. @returns for `COUNTERS_URL` */
export async function withEnterprises(t: TestContext, enterprises: readonly string[]): Promise<string> {
  const url = await withEmptyCounters(t);
  const database = await openCounters({ url });
  await database.write((db) =>
    db
      .insertInto('sites')
      .values(enterprises.map((enterprise) => ({ ...SHOP, enterprise })))
      .execute()
  );
  await database.close();
  return url;
}

const SHOP = {
  code: '001',
  ip_till: null,
  country: 'France',
  city: 'Paris',
  open: null,
  close: null,
  timezone: 'Europe/Paris',
  ignore: 0,
  ignore_reason: null,
  last_update: null,
};

import type { FastifyInstance } from 'fastify';

import { sendJson } from '../../shared/faults/answers.ts';
import { instantOf } from '../world/time.ts';
import { ALERT_STATUSES } from '../world/types.ts';
import type { AteraWorld } from '../world/world.ts';
import { sendPage } from './paging.ts';
import { QueryReader } from './query.ts';

const ACCOUNT = {
  AccountID: '1f6f2a6e-5a0b-4d7c-9d5e-3b2f0c1a7e44',
  Country: 'France',
  CompanyName: 'Infogérance Exemple',
  CreatedOn: '2019-02-11T08:00:00Z',
  State: null,
  TimeZoneName: 'Romance Standard Time',
  City: 'Paris',
  Address: '1 rue de l’Exemple',
  PostalCode: '75000',
  Phone: '01 99 00 12 34',
  IsITDepartment: false,
  Plan: 'Expert',
};

/** Alerts, customers and account of the official schema. */
export function registerOtherRoutes(app: FastifyInstance, world: AteraWorld): void {
  app.get('/alerts', async (request, reply) => {
    const query = new QueryReader(request);
    return sendPage(request, reply, query, world.alerts(query.oneOf('alertStatus', ALERT_STATUSES)));
  });

  app.get('/customers', async (request, reply) => {
    const query = new QueryReader(request);
    const from = query.instant('FromLastModifiedDate') ?? -Infinity;
    const changed = world.customers().filter(({ LastModified }) => (instantOf(LastModified) ?? 0) >= from);
    const sorted =
      query.oneOf('SortBy', ['Creation', 'LastModified']) === 'LastModified'
        ? changed.sort((a, b) => (instantOf(a.LastModified) ?? 0) - (instantOf(b.LastModified) ?? 0))
        : changed;
    return sendPage(request, reply, query, sorted);
  });

  app.get('/account', async (request, reply) => sendJson(request, reply, ACCOUNT));
}

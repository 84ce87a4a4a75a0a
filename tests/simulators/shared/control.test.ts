import assert from 'node:assert/strict';
import { test } from 'node:test';

import { registerControl } from './control.ts';
import { Faults } from './faults/faults.ts';
import { RequestLog } from './requests/request-log.ts';
import { createSimulatorApp } from './simulator-app.ts';

test('the control API answers the loopback address only, wherever the server listens', async (t) => {
  const faults = new Faults();
  const requests = new RequestLog();
  const app = createSimulatorApp({ now: () => new Date(), faults, requests });
  t.after(() => app.close());
  registerControl(app, { faults, requests, tick: () => [], summary: () => ({ tickets: 1 }) });
  const statusFrom = async (remoteAddress: string) =>
    (await app.inject({ url: '/_sim/world', remoteAddress })).statusCode;
  assert.equal(await statusFrom('127.0.0.1'), 200);
  assert.equal(await statusFrom('::1'), 200);
  assert.equal(await statusFrom('::ffff:127.0.0.1'), 200);
  assert.equal(await statusFrom('10.0.0.8'), 403);
  assert.equal(await statusFrom('::ffff:10.0.0.8'), 403);
});

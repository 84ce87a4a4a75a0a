import { FakeGrafana } from '../test/fakeGrafana';
import { writeAuditLine } from './audit';

it('writes texts as the audit takes them', async () => {
  const grafana = new FakeGrafana();
  const name = 'a\tb\u0000'.padEnd(300, 'x');
  const target = { login: name, org: name, userId: 7 };
  await writeAuditLine({ action: 'account.update', target, before: null, after: { name, passwordChanged: true } });
  const kept = 'a b '.padEnd(200, 'x');
  expect(grafana.audit).toEqual([
    {
      action: 'account.update',
      target: { login: kept, org: kept, userId: 7 },
      before: null,
      after: { name: kept, passwordChanged: true },
    },
  ]);
});

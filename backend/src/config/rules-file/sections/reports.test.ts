import assert from 'node:assert/strict';
import test from 'node:test';

import { problemsOf } from '../../../../test/support/rules-problems.ts';
import { parseRules } from '../rules-file.ts';

test('reports: the rest of a report has defaults', () => {
  const { reports } = parseRules(
    `reports:
  - { name: monthly, kind: enterprise, schedule: '0 7 1 * *', recipients: [a@agitel.example] }
  - { name: weekly, kind: service, schedule: '0 8 * * 1', timezone: europe/paris, recipients: [b@agitel.example], formats: [html] }
`,
    'vigie.yaml'
  );
  assert.deepEqual(reports, [
    {
      name: 'monthly',
      kind: 'enterprise',
      enterprises: '*',
      schedule: '0 7 1 * *',
      timezone: null,
      language: null,
      recipients: ['a@agitel.example'],
      formats: ['html', 'pdf', 'csv'],
    },
    {
      name: 'weekly',
      kind: 'service',
      enterprises: '*',
      schedule: '0 8 * * 1',
      timezone: 'Europe/Paris',
      language: null,
      recipients: ['b@agitel.example'],
      formats: ['html'],
    },
  ]);
});

test('reports: refuses schedules that never come, names that look alike, and reports that nobody would get', () => {
  assert.deepEqual(
    problemsOf(`reports:
  - { name: monthly, kind: enterprise, schedule: '0 7 31 2 *', recipients: [a@b.example] }
  - { name: Mônthly, kind: enterprise, schedule: '0 7 1 *', recipients: [a@b.example] }
  - { name: b, kind: service, schedule: '0 7 1 * *', enterprises: [BASH] }
  - { name: c, kind: enterprise, schedule: '61 7 1 * *', recipients: [nobody], formats: [docx] }
  - { name: d, kind: enterprise, schedule: '0 7 1 * *', recipients: [] }
  - { name: e, kind: enterprise, schedule: '0 7 1 * *', recipients: [a@b.example] }
  - { name: E, kind: enterprise, schedule: '0 7 1 * *', recipients: [a@b.example] }
`),
    [
      '2:50 reports[0].schedule: is not a cron expression: day of month "31"',
      '3:50 reports[1].schedule: must have five fields (minute, hour, day of month, month, day of week), such as "0 7 1 * *"',
      '4:5 reports[2]: the key "recipients" is missing: a service report has no enterprise whose addresses it could take',
      '4:67 reports[2].enterprises: makes sense for the kind enterprise only',
      '5:44 reports[3].schedule: is not a cron expression: minute "61"',
      '5:71 reports[3].recipients[0]: must be an e-mail address, not "nobody"',
      '5:90 reports[3].formats[0]: must be one of html, pdf, csv, not "docx"',
      '6:69 reports[4].recipients: has nothing in it: name a value, or remove the key',
      '8:5 reports[6]: the name "e" stands on line 7 already',
    ]
  );
});

test('reports: refuses a report that nobody would get, and takes the addresses of tenants', () => {
  const rules = (report: string): string => `grafana:
  tenants:
    - { enterprise: BASH, org: BASH, recipients: [shop@bash.example] }
    - { enterprise: Pimkie, org: Pimkie }
reports:
  - { name: a, kind: enterprise, schedule: '0 7 1 * *'${report} }
`;
  assert.equal(parseRules(rules(''), 'vigie.yaml').reports.length, 1);
  assert.deepEqual(problemsOf(rules(', enterprises: [BASH, Pimkie]')), [
    '6:5 reports[0]: nobody would get this report ("Pimkie"): give it recipients, or give some to these enterprises in grafana.tenants',
  ]);
  assert.deepEqual(problemsOf("reports:\n  - { name: a, kind: enterprise, schedule: '0 7 1 * *' }\n"), [
    '2:5 reports[0]: nobody would get this report ("*"): give it recipients, or give some to these enterprises in grafana.tenants',
  ]);
});

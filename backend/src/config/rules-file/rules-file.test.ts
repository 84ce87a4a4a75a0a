import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import { problemsOf } from '../../../test/support/rules-problems.ts';
import { DEFAULT_RULES, type Rules } from '../../domain/rules/rules.ts';
import { RulesError } from './problems.ts';
import { loadRules, parseRules } from './rules-file.ts';

const EXAMPLE = join(import.meta.dirname, '../../../../vigie.example.yaml');

test('an empty file, and one of comments, give the defaults', () => {
  assert.deepEqual(parseRules('', 'vigie.yaml'), DEFAULT_RULES);
  assert.deepEqual(parseRules('# nothing\n', 'vigie.yaml'), DEFAULT_RULES);
});

test('the example shows the defaults, but for match rules, clients and closures', async () => {
  const rules = parseRules(await readFile(EXAMPLE, 'utf8'), EXAMPLE);
  const plain: Rules = {
    ...rules,
    queues: rules.queues.map((queue) => ({ ...queue, match: [] })),
    clients: rules.clients.map((client) => ({ ...client, aliases: [], ateraCustomerIds: [], odooPartnerIds: [] })),
    counters: { ...rules.counters, closed: [] },
  };
  assert.deepEqual(plain, DEFAULT_RULES);
  assert.deepEqual(rules.queues[2]?.match, [
    { technicianEmail: ['sysadmin@example.com'] },
    { ticketType: ['Incident'], title: ['/serveur|vpn|pare-feu/i'] },
  ]);
  assert.deepEqual(rules.clients[0], {
    name: 'BASH',
    aliases: ['Ba&sh', 'BASH SAS'],
    ateraCustomerIds: [{ connection: null, id: 101 }],
    odooPartnerIds: [{ connection: null, id: 31 }],
    volume: null,
  });
  assert.deepEqual(rules.counters.closed, [
    { enterprise: 'BASH', weekly: [7], ...absent('code', 'siteCountries', 'from', 'to', 'holidays', 'reason') },
    {
      enterprise: 'BASH',
      code: '001',
      from: '2026-08-01',
      to: '2026-08-21',
      reason: 'Travaux',
      ...absent('siteCountries', 'weekly', 'holidays'),
    },
    {
      enterprise: '*',
      siteCountries: ['France', 'FR'],
      holidays: { country: 'FR' },
      ...absent('code', 'weekly', 'from', 'to', 'reason'),
    },
  ]);
});

const absent = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, undefined]));

test('everything wrong is named at once, with line, column, path and what is allowed', () => {
  const problems = problemsOf(
    `volume: { warn: 30, high: 20 }
queues:
  - id: support
    title: SUPPORT
    source: aterra
    overdueAfter: 72h
  - id: admin
    title: ADMIN
    source: atera
    overdueAfter: 5 days
    overdueafter: 5d
retention: { doneDays: -1 }
businessClock:
  timezone: Paris
  hours: { mon-fri: "18:00-09:00" }
  holidays: { country: FR, region: "99" }
colour: red
`
  );
  assert.deepEqual(problems, [
    '1:9 volume: warn (30) must not be above high (20)',
    '5:13 queues[0].source: must be one of atera, odoo, not "aterra"',
    '10:19 queues[1].overdueAfter: must be a duration of at most 366d such as 30s, 2m, 72h or 5d, not "5 days"',
    '11:5 queues[1].overdueafter: is not a known key. Did you mean "overdueAfter"? ' +
      'Known here: id, title, source, overdueAfter, clock, default, match, domain, language, volume',
    '12:24 retention.doneDays: must be a whole number from 1 to 36500, not -1',
    '14:13 businessClock.timezone: must be an IANA time zone such as Europe/Paris, not "Paris"',
    '15:21 businessClock.hours.mon-fri: must be opening hours such as "09:00-18:00", not "18:00-09:00"',
    '16:36 businessClock.holidays.region: is not a region with holidays of its own: ' +
      'FR has 57, 67, 68, YT, MQ, GP, GF, RE, MF, BL, not "99"',
    '17:1 colour: is not a known key. Did you mean "volume"? Known here: ' + Object.keys(DEFAULT_RULES).join(', '),
  ]);
});

test('the error of a file reads as a list with its name', () => {
  assert.throws(
    () => parseRules('volume: 3\nretention: {}\nsources: x', '/etc/vigie.yaml'),
    new RulesError('/etc/vigie.yaml', [
      { line: 1, column: 9, key: 'volume', message: 'must be a mapping with the keys warn, high, not 3' },
      { line: 3, column: 10, key: 'sources', message: 'must be a mapping with the keys lateAfter, downAfter, not "x"' },
    ])
  );
  assert.equal(
    new RulesError('vigie.yaml', [{ line: 1, column: 9, key: 'volume', message: 'is wrong' }]).message,
    'The rules file vigie.yaml is not right:\n  - line 1, column 9, volume: is wrong'
  );
});

test('broken YAML gives its own errors with their lines', () => {
  const problems = problemsOf('volume: { warn: 10\nclients: [\n');
  assert.match(problems[0] ?? '', /^\d+:\d+ : not valid YAML: /);
});

test('a key written twice is named with both lines', () => {
  assert.deepEqual(problemsOf('retention: { doneDays: 3 }\nvolume: {}\nretention: {}\n'), [
    '3:1 : the key "retention" stands on line 1 already',
  ]);
});

test('a key without a value is no silent default', () => {
  assert.deepEqual(problemsOf('clients:\n'), [
    '1:1 clients: has no value: give one, or remove the key to have the default',
  ]);
});

test('a missing key, a wrong kind of value and an unquoted code say what to do', () => {
  assert.deepEqual(
    problemsOf(`clients: [{ aliases: BASH }, { name: 12 }]
counters: { closed: [{ enterprise: BASH, code: 001, weekly: [dimanche] }] }
`),
    [
      '1:11 clients[0]: the key "name" is missing',
      '1:22 clients[0].aliases: must be a list, not "BASH"',
      '1:38 clients[1].name: must be a text, not 12; put it in quotes',
      '2:48 counters.closed[0].code: must be a text, not 1; put it in quotes',
      '2:62 counters.closed[0].weekly[0]: must be a day of the week such as sunday, not "dimanche"',
    ]
  );
});

const QUEUE = '{ source: atera, overdueAfter: 72h, ';

test('queues: unique ids, exactly one default of Atera, keys that fit the source', () => {
  assert.deepEqual(
    problemsOf(`queues:
  - ${QUEUE}id: support, title: A, default: true }
  - ${QUEUE}id: support, title: B, default: true }
  - { id: admin, title: C, source: odoo, overdueAfter: 5d, match: [{ title: x }] }
  - { id: leads, title: D, source: odoo, overdueAfter: 5d }
  - ${QUEUE}id: e, title: E, domain: [[type, "=", lead]] }
`),
    [
      '3:5 queues[1]: the id "support" stands on line 2 already',
      '3:73 queues[1].default: the queue on line 2 is the default one already',
      '4:60 queues[2].match: does not belong to a queue with the source odoo',
      '5:36 queues[3].source: there is one Odoo queue at most: widen its domain instead',
      '6:58 queues[4].domain: does not belong to a queue with the source atera',
    ]
  );
  assert.deepEqual(problemsOf(`queues:\n  - ${QUEUE}id: a, title: A }\n`), [
    '2:3 queues: one of the Atera queues must have "default: true": it takes the tickets that no rule matches',
  ]);
});

test('queues: match lines and their expressions are checked', () => {
  const problems = problemsOf(`queues:
  - id: support
    title: SUPPORT
    source: atera
    overdueAfter: 72h
    default: true
    match:
      - { technicanEmail: [a@example.com] }
      - {}
      - { title: "/serveur" }
      - { title: "/serveur/g" }
      - { title: "/(serveur/i" }
      - { title: ["/(?=a)a+$/"] }
      - { contractId: [12], technicianId: 7, title: [true] }
      - { ticketType: [] }
`);
  const expected = [
    /^8:11 queues\[0\]\.match\[0\]\.technicanEmail: is not a known key\. Did you mean "technicianEmail"\?/,
    /^9:9 queues\[0\]\.match\[1\]: must be a line with one or more of technicianEmail/,
    /^10:18 queues\[0\]\.match\[2\]\.title: "\/serveur" begins like a regular expression but does not end/,
    /^11:18 .*may have the flags i, m, s and u only$/,
    /^12:18 .*is not a regular expression: Invalid regular expression/,
    /^13:19 queues\[0\]\.match\[5\]\.title\[0\]: .*uses what expressions on tickets cannot have: look-aheads/,
    /^14:54 queues\[0\]\.match\[6\]\.title\[0\]: must be a text, a number or \/regex\/flags, not true$/,
    /^15:23 queues\[0\]\.match\[7\]\.ticketType: must be a value, or a list of some, not \[\]$/,
  ];
  assert.equal(problems.length, expected.length, problems.join('\n'));
  for (const pattern of expected) {
    assert.ok(
      problems.some((problem) => pattern.test(problem)),
      `${String(pattern)} in\n${problems.join('\n')}`
    );
  }
});

test('an Odoo domain is checked as far as its form goes', () => {
  const domain = (terms: string) =>
    problemsOf(`queues: [{ id: a, title: A, source: odoo, overdueAfter: 5d, domain: ${terms} }]`).map((problem) =>
      problem.slice(problem.indexOf('domain'))
    );
  assert.deepEqual(domain('["|", [a, "=", 1]]'), ['domain[0]: "|" joins 2 terms that follow it; here are 1']);
  assert.match(domain('[[a, "==", 1]]')[0] ?? '', /^domain\[0\]\[1\]: must be an operator of Odoo .*, not "=="$/);
  assert.match(domain('[[a, "="]]')[0] ?? '', /^domain\[0\]: must be a term \["field", "operator", value\]/);
  const accepted = parseRules(
    'queues: [{ id: a, title: A, source: odoo, overdueAfter: 5d, domain: ["!", "&", [a, "=", 1], [b, in, [1]], [c, "=", false]] }]',
    'vigie.yaml'
  );
  assert.equal(accepted.queues[0]?.domain.length, 5);
});

test('two clients that share a name, an alias or an id: the error names both', () => {
  assert.deepEqual(
    problemsOf(`clients:
  - { name: BASH, aliases: ["Ba&amp;sh"], ateraCustomerIds: [101] }
  - name: Pimkie
    aliases: [ba&sh, PIMKIE]
    ateraCustomerIds: ["101", "lyon/101"]
    odooPartnerIds: [101]
  - { name: bash, ateraCustomerIds: [lyon/101, x/y/1] }
`),
    [
      '4:15 clients[1].aliases[0]: the alias "ba&sh" of "Pimkie" belongs to "BASH" already (line 2)',
      '5:24 clients[1].ateraCustomerIds[0]: the id 101 of "Pimkie" belongs to "BASH" already (line 2)',
      '7:13 clients[2].name: the name "bash" of "bash" belongs to "BASH" already (line 2)',
      '7:38 clients[2].ateraCustomerIds[0]: the id lyon/101 of "bash" belongs to "Pimkie" already (line 5)',
      '7:48 clients[2].ateraCustomerIds[1]: must be an id such as 101, or "connection/101", not "x/y/1"',
    ]
  );
});

test('statuses: a class that is left out keeps its defaults, less what another one claims', () => {
  const { statuses } = parseRules('statuses: { pending: [Pending, " closed ", En attente] }', 'vigie.yaml');
  assert.deepEqual(statuses, {
    open: ['Open'],
    pending: ['Pending', ' closed ', 'En attente'],
    done: ['Resolved', 'Merged', 'Deleted', 'Spam'],
  });
  assert.deepEqual(problemsOf('statuses:\n  open: [Open, New]\n  done: [Closed, new]\n'), [
    '3:9 statuses.done: "new" stands in these lists twice: a value has one class',
  ]);
});

test('business clock: ranges, lists, closed days, no holidays', () => {
  const { businessClock } = parseRules(
    `businessClock:
  timezone: europe/paris
  hours: { mon-thu: ["14:00-18:00", "08:30-12:00"], fri: 09:00-12:00, "sat,sun": closed }
  holidays: none
`,
    'vigie.yaml'
  );
  const day = [
    { from: 510, to: 720 },
    { from: 840, to: 1080 },
  ];
  assert.deepEqual(businessClock, {
    timezone: 'Europe/Paris',
    hours: { 1: day, 2: day, 3: day, 4: day, 5: [{ from: 540, to: 720 }], 6: [], 7: [] },
    holidays: null,
  });
});

test('business clock: overlaps, repeated days, unknown days, times and countries', () => {
  assert.deepEqual(
    problemsOf(`businessClock:
  hours:
    mon-fri: ["09:00-12:00", "11:00-18:00"]
    wed: 10:00-11:00
    lundi: 09:00-18:00
    sat: 25:00-26:00
  holidays: { country: France }
`),
    [
      '3:14 businessClock.hours.mon-fri: these opening hours overlap',
      '4:5 businessClock.hours.wed: names a day whose hours stand there already',
      '5:5 businessClock.hours.lundi: must be days such as mon, mon-fri or "sat,sun", not "lundi"',
      '6:10 businessClock.hours.sat: must be opening hours such as "09:00-18:00", not "25:00-26:00"',
      '7:24 businessClock.holidays.country: must be a two-letter country code such as FR, not "France"',
    ]
  );
  assert.deepEqual(problemsOf('businessClock: { hours: { mon: closed } }'), [
    '1:25 businessClock.hours: must leave some day open',
  ]);
});

test('grafana: tenants, boards and roles; an org has one use', () => {
  const { grafana } = parseRules(
    `grafana:
  tenants:
    - { enterprise: BASH, org: Client BASH, recipients: [magasins@example.com], groups: [bash, "ns:équipe"] }
    - { enterprise: MAPLE, org: Maple, language: en-US, timezone: America/Toronto, tickets: { clients: [BASH, Pimkie], show: [technician] } }
  boards: [{ org: Agence Lyon, connections: [lyon-atera] }]
  writers: [Admin, Editor]
`,
    'vigie.yaml'
  );
  assert.deepEqual(grafana, {
    ...DEFAULT_RULES.grafana,
    tenants: [
      {
        enterprise: 'BASH',
        org: 'Client BASH',
        recipients: ['magasins@example.com'],
        language: null,
        timezone: null,
        tickets: undefined,
        groups: ['bash', 'ns:équipe'],
      },
      {
        enterprise: 'MAPLE',
        org: 'Maple',
        recipients: [],
        language: 'en-US',
        timezone: 'America/Toronto',
        tickets: { clients: ['BASH', 'Pimkie'], show: ['technician'], connections: null },
        groups: undefined,
      },
    ],
    boards: [{ org: 'Agence Lyon', connections: ['lyon-atera'] }],
    writers: ['Admin', 'Editor'],
  });
  assert.deepEqual(
    problemsOf(`grafana:
  language: fr
  tenants:
    - { enterprise: A, org: agitel, recipients: [nobody] }
    - { enterprise: A, org: B }
  boards: [{ org: ecrans, connections: [] }]
  writers: [Viewer]
`),
    [
      '2:13 grafana.language: must be one of fr-FR, en-US, not "fr"',
      '4:29 grafana.tenants[0].org: the org "agitel" is used by grafana.mainOrg already',
      '4:50 grafana.tenants[0].recipients[0]: must be an e-mail address, not "nobody"',
      '5:7 grafana.tenants[1]: the enterprise "A" stands on line 4 already',
      '6:19 grafana.boards[0].org: the org "ecrans" is used by grafana.screensOrg already',
      '6:40 grafana.boards[0].connections: must name at least one connection',
      '7:13 grafana.writers[0]: must be one of Admin, Editor, not "Viewer"',
    ]
  );
});

test('board: tells when a ticket is idle, and refuses a time that is none', () => {
  assert.deepEqual(parseRules('board: { idleAfter: 16h }', 'x').board, { idleAfter: { amount: 16, unit: 'h' } });
  assert.deepEqual(parseRules('board: {}', 'x').board, DEFAULT_RULES.board);
  assert.deepEqual(problemsOf('board: { idleAfter: 0d, idleBefore: 2d }'), [
    '1:21 board.idleAfter: must be a duration of at most 366d such as 30s, 2m, 72h or 5d, not "0d"',
    '1:25 board.idleBefore: is not a known key. Did you mean "idleAfter"? Known here: idleAfter',
  ]);
});

test('sources: late comes before down', () => {
  const { sources, alerts } = parseRules('sources: { lateAfter: 90s }\nalerts: { criticalUnanswered: 2h }', 'x');
  assert.deepEqual(sources, { lateAfterMs: 90_000, downAfterMs: 600_000 });
  assert.deepEqual(alerts, { criticalUnansweredMs: 7_200_000, overdueAbove: 5, dropPercent: 60 });
  assert.deepEqual(problemsOf('sources: { lateAfter: 1h }'), [
    '1:10 sources: lateAfter must not be longer than downAfter',
  ]);
});

test('a file that is named must be there; the usual one need not', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-rules-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'rules.yaml');
  await assert.rejects(loadRules(file), {
    message: `The rules file ${file} does not exist. Mend it, correct VIGIE_RULES, or remove that variable to have the defaults.`,
  });
  await assert.rejects(loadRules(folder), {
    message: `The rules file ${folder} is a folder. VIGIE_RULES must name a file, such as ${join(folder, 'vigie.yaml')}.`,
  });
  await writeFile(file, 'retention: { doneDays: 30 }\n');
  assert.equal((await loadRules(file)).retention.doneDays, 30);
});

test('a file that is no text in UTF-8 is named with the reason', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-rules-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'rules.yaml');
  const text = '# règles\nretention: { doneDays: 30 }\n';
  const cases: [Buffer, RegExp][] = [
    [Buffer.from(text, 'latin1'), /is not encoded in UTF-8 \(line 1\): save it as UTF-8\..*VIGIE_RULES/],
    [Buffer.from(`volume: {}\n${text}`, 'latin1'), /is not encoded in UTF-8 \(line 2\)/],
    [Buffer.from(`\ufeff${text}`, 'utf16le'), /is encoded in UTF-16: save it as UTF-8\..*VIGIE_RULES/],
    [Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), /is encoded in UTF-16/],
    [Buffer.from(''), /is empty\..*VIGIE_RULES/],
    [Buffer.from(' \n\n'), /is empty\./],
  ];
  for (const [bytes, message] of cases) {
    await writeFile(file, bytes);
    await assert.rejects(loadRules(file), message);
  }
  await writeFile(file, `\ufeff${text}`);
  assert.equal((await loadRules(file)).retention.doneDays, 30);
  await writeFile(file, '# only remarks\n');
  assert.deepEqual(await loadRules(file), DEFAULT_RULES);
});

test(
  'a file that may not be read is named with the user',
  { skip: process.getuid?.() === 0 && 'root may read everything: run as another user' },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-rules-'));
    t.after(() => rm(folder, { recursive: true }));
    const file = join(folder, 'rules.yaml');
    await writeFile(file, 'volume: {}\n', { mode: 0o000 });
    await assert.rejects(loadRules(file), /may not be read by the user ".+"\..*VIGIE_RULES/);
  }
);

test('the hours of screens are their own, else those of the company', () => {
  assert.equal(parseRules('grafana: { mainOrg: A }', 'x').screens.hours, null);
  const { screens } = parseRules('screens: { hours: { mon: "00:00-24:00", sun: closed } }', 'x');
  assert.deepEqual(screens.hours, { 1: [{ from: 0, to: 1440 }], 7: [] });
  assert.deepEqual(problemsOf('screens: { hours: { mon: "18:00-09:00" } }'), [
    '1:26 screens.hours.mon: must be opening hours such as "09:00-18:00", not "18:00-09:00"',
  ]);
  assert.deepEqual(problemsOf('screens: { hours: { sun: closed } }'), ['1:19 screens.hours: must leave some day open']);
});

import Type from 'typebox';
import { Value } from 'typebox/value';

import { DEFAULT_RULES, type Rules } from '../../domain/rules/rules.ts';
import { findingsOf } from '../../schemas/findings.ts';
import { integer, mapping } from '../../schemas/types.ts';
import type { Problems } from './problems.ts';
import { rightPart } from './right-part.ts';
import { duration } from './scalars.ts';
import { checkClients, clientList } from './sections/clients.ts';
import { businessClock } from './sections/clock.ts';
import { checkCounters, countersRules } from './sections/counters.ts';
import { checkGrafana, checkTenantTickets, grafanaRules } from './sections/grafana.ts';
import { checkRecipients, checkReports, reportList } from './sections/reports.ts';
import { schedulesRules } from './sections/schedules.ts';
import { screensRules } from './sections/screens.ts';
import { checkClasses, classLists } from './sections/tickets/classes.ts';
import { checkQueues, queueList } from './sections/tickets/queues.ts';
import { alerts, checkSources, sources } from './sections/tickets/sources.ts';
import { checkVolume, volumeThresholds } from './sections/volume.ts';

const board = Type.Decode(mapping({ idleAfter: Type.Optional(duration) }), (given): Rules['board'] => ({
  ...DEFAULT_RULES.board,
  ...given,
}));

const retention = Type.Decode(
  mapping({ doneDays: Type.Optional(integer(1, 36_500)), auditDays: Type.Optional(integer(30, 36_500)) }),
  (given): Rules['retention'] => ({ ...DEFAULT_RULES.retention, ...given })
);

/** What a rules file may say, and how it becomes the rules. Each section that is left out has its default. */
export const RULES_SCHEMA = Type.Decode(
  mapping({
    statuses: Type.Optional(classLists(DEFAULT_RULES.statuses)),
    impacts: Type.Optional(classLists(DEFAULT_RULES.impacts)),
    queues: Type.Optional(queueList),
    volume: Type.Optional(volumeThresholds),
    clients: Type.Optional(clientList),
    businessClock: Type.Optional(businessClock),
    board: Type.Optional(board),
    sources: Type.Optional(sources),
    alerts: Type.Optional(alerts),
    retention: Type.Optional(retention),
    counters: Type.Optional(countersRules),
    grafana: Type.Optional(grafanaRules),
    reports: Type.Optional(reportList),
    schedules: Type.Optional(schedulesRules),
    screens: Type.Optional(screensRules),
  }),
  (given): Rules => ({ ...DEFAULT_RULES, ...given })
);

/**
 * The rules of a plain file. All that is wrong goes to `problems`: first what the schema refuses, then what does not fit
 * together in the rest, with the defaults in the place of what was refused.
 */
export function decodeRules(plain: unknown, problems: Problems): Rules {
  const findings = findingsOf(RULES_SCHEMA, plain);
  findings.forEach(({ path, text, at }) => problems.add(path, text, at));
  const wrong = findings.map(({ path }) => path);
  const { right, placeOf } = rightPart(RULES_SCHEMA, plain, wrong);
  const rules = Value.Decode(RULES_SCHEMA, right);
  checkTogether(rules, problems.seenFrom(placeOf));
  return rules;
}

/** What no schema of one value can say. */
function checkTogether(rules: Rules, problems: Problems): void {
  checkClasses(rules.statuses, ['statuses'], problems);
  checkClasses(rules.impacts, ['impacts'], problems);
  checkQueues(rules.queues, ['queues'], problems);
  checkVolume(rules.volume, ['volume'], problems);
  checkClients(rules.clients, ['clients'], problems);
  checkSources(rules.sources, ['sources'], problems);
  checkCounters(rules.counters, ['counters'], problems);
  checkGrafana(rules.grafana, ['grafana'], problems);
  checkTenantTickets(rules, problems);
  checkReports(rules.reports, ['reports'], problems);
  checkRecipients(rules, problems);
}

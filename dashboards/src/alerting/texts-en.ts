import { judgedDay, rounded, SHOP_PLACE, trimmed, whilePositive } from './template.ts';
import type { AlertingTexts } from './texts.ts';

const DAY = judgedDay('day', '2 January 2006');
const SHOP = `The counter of ${trimmed('enterprise')}`;

export const alertingEn: AlertingTexts = {
  language: 'en-US',
  folder: 'Vigie · alerts',
  groups: { counters: 'Counters', board: 'Board', operation: 'Operation' },
  contactPoints: { email: 'Vigie e-mail', teams: 'Vigie Teams' },
  rules: {
    zero: {
      title: 'Counter at zero',
      summary: `${SHOP} counted 0 entries on ${DAY}`,
      description:
        'The counter sent data and their sum is zero, on a day the shop was open. To check: sensor unplugged, covered or moved, shop closed without the rules saying so.',
    },
    noData: {
      title: 'Silent counter',
      summary: `${SHOP} sent no data on ${DAY}`,
      description:
        'No valid row for that day, although the day of the shop and the grace period are over. To check: power and network of the counter, then the feed of the enterprise if all its shops are concerned.',
    },
    drop: {
      title: 'Drop in entries',
      summary: `The entries of the counter of ${trimmed('enterprise')} fell by ${rounded('drop')}% on ${DAY} against comparable days`,
      description:
        'A half-broken sensor seldom counts zero: it counts less. To check: one of the lanes of the sensor, an obstacle, a change of opening hours.',
    },
    silentToday: {
      title: 'Counter silent today',
      summary: `${SHOP} (${SHOP_PLACE}) ${whilePositive('since', `has sent nothing since ${rounded('since')}:00`, 'is no longer reported as silent today')}`,
      description:
        'This counter sends a row an hour and sends nothing any more, although people usually come in at these hours. The hour is that of the shop. To check now: power and network of the counter. The alert ends as soon as rows arrive, and at the end of the day at the latest.',
    },
    unanswered: {
      title: 'Critical ticket unanswered',
      summary: '{{ $labels.title }}: {{ $values.A }} critical ticket(s) unanswered for longer than allowed',
      description: 'Tickets of critical priority that no technician has commented on within the time of the rules.',
    },
    overdue: {
      title: 'Overdue tickets',
      summary: '{{ $labels.title }}: {{ $values.A }} overdue tickets',
      description: 'The number of overdue tickets of this queue is above the threshold of the rules.',
    },
    sourceLate: {
      title: 'Source late',
      summary: 'The source {{ $labels.source }} was not read in time: the screens show old data',
      description: 'The page “Status” of Vigie says what is missing and since when.',
    },
    screenSilent: {
      title: 'Silent screen',
      summary: 'The screen {{ $labels.screen }} has not reported for 5 minutes',
      description: 'Is it on, and in its network? The page “Screens” of Vigie says when it was last seen.',
    },
    noLeader: {
      title: 'Nobody reads the upstreams',
      summary: 'No backend of Vigie reads Atera and Odoo: the tickets no longer change',
      description:
        'One of the backends reads the upstreams; it should have been replaced within seconds. To check: the logs of the backends, and whether the store takes their writes.',
    },
    storeSilent: {
      title: 'Store silent',
      summary: 'The store (PostgreSQL) no longer answers Vigie: the screens show the last good answers',
      description:
        'To check: the PostgreSQL server, its disks, and the firewall between it and Vigie. Nothing is lost.',
    },
    countersUnreachable: {
      title: 'Counters database unreachable',
      summary: 'The counters database no longer answers Vigie: the pages show the last good answers',
      description: 'To check: the MySQL server and the network. The page “Status” of Vigie says what it answered.',
    },
    refused: {
      title: 'Queries refused',
      summary: '{{ $values.A }} queries refused in five minutes: there is more to do than Vigie can',
      description:
        'The page “Operation” says which token asks for so much. An organisation that refreshes its pages too often is dealt with in Grafana, an abuse by revoking the token.',
    },
    queueWait: {
      title: 'Queue of the counters',
      summary: 'Queries of the counters wait {{ $values.A }} seconds for their turn',
      description:
        'The page “Operation” says who waits, and behind whom. To check: the counters database, and the limits of the rules (counters.maxConcurrent).',
    },
    eventLoop: {
      title: 'Process late',
      summary: 'The process of Vigie went {{ $values.A }} seconds without answering anybody',
      description: 'To check: the machine is short of processor, or a query asks for too much: page “Operation”.',
    },
    jobFailed: {
      title: 'Scheduled job failed',
      summary: 'The scheduled job “{{ $labels.job }}” could not be done',
      description:
        'Its further attempts failed too, or Vigie did not run within 24 hours of its time. The page “Status” of Vigie says why; once the cause is gone, “vigie jobs run” does it again, which ends the alert.',
    },
  },
  message: {
    colon: ': ',
    firing: 'firing',
    resolved: 'resolved',
    firingHeading: 'Firing',
    resolvedHeading: 'Resolved',
    more: ['… and', 'more'],
    seeAlerts: 'All alerts:',
    seeCounters: 'Your counters:',
  },
};

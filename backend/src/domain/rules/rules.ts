import type { ShownField } from '../access/access.ts';
import type { Duration } from '../clock/duration.ts';
import type { SourceKind } from '../tickets/ticket.ts';
import { type CountersRules, DEFAULT_COUNTERS_RULES, type HolidayCalendar, type Weekday } from './counters-rules.ts';
import type { Locale } from './locale.ts';
import type { ReportRule } from './reports-rules.ts';
import type { SchedulesRules } from './schedules-rules.ts';

/**
 * The business rules: what `vigie.yaml` says, with the defaults of a fresh installation for what it leaves out.
 * Plain data that survives JSON, so that its parts can be fingerprinted; `docs/rules.md` explains every key.
 */
export interface Rules {
  /** Atera status → class, compared folded. A status nobody mapped counts as open and is reported. */
  statuses: { open: string[]; pending: string[]; done: string[] };
  /** Atera impact → class, compared folded. An unknown impact counts as none and is reported. */
  impacts: { major: string[]; minor: string[]; none: string[] };
  /** The parts of the clients page, in the order of the screen. Ids are unique. */
  queues: QueueRule[];
  /** Where a client's bar turns orange and red, unless its queue or the client says otherwise. */
  volume: VolumeThresholds;
  /** The big clients, in the order of the screen. Names are unique, folded. */
  clients: ClientRule[];
  businessClock: BusinessClockRules;
  board: {
    /** A ticket is idle when nothing has happened to it for longer, always on the business clock. */
    idleAfter: Duration;
  };
  sources: {
    /** Age from which a source is late, in milliseconds. */
    lateAfterMs: number;
    /** Age from which a source is down, in milliseconds. */
    downAfterMs: number;
  };
  alerts: {
    /** Age above which a critical ticket without an answer is an alert, in milliseconds. */
    criticalUnansweredMs: number;
    /** Number of overdue tickets above which there is an alert. */
    overdueAbove: number;
    /** Drop of a site's entries against comparable days that is an alert, in percent. */
    dropPercent: number;
  };
  retention: {
    /** Days after which done tickets are purged. */
    doneDays: number;
    /** Days after which entries of the audit are purged, at least 30. */
    auditDays: number;
  };
  counters: CountersRules;
  grafana: GrafanaRules;
  /** Sent by e-mail; none unless the file has some. */
  reports: ReportRule[];
  /** When the store is purged and tidied up, and when Vigie examines itself. */
  schedules: SchedulesRules;
  screens: ScreensRules;
}

/** One part of the clients page: SUPPORT, ADMIN, SYSADMIN. */
export interface QueueRule {
  id: string;
  title: string;
  source: SourceKind;
  /** A ticket is overdue when its age is strictly above. */
  overdueAfter: Duration;
  /** `calendar`: elapsed time. `business`: opening hours, or working days for a limit in days. */
  clock: 'calendar' | 'business';
  /** Takes the Atera tickets that no queue matches. Exactly one Atera queue does. */
  default: boolean;
  /** Alternatives; a queue without any matches nothing. Atera only. */
  match: MatchLine[];
  /** Added to the domain of open leads, in Odoo's own notation. Odoo only. */
  domain: OdooDomain;
  /** Code of an installed language, e.g. `fr_FR`, for names that Odoo translates; null: that of the key's user. Odoo only. */
  language: string | null;
  /** In the place of the general thresholds. */
  volume: VolumeThresholds | null;
}

/** What a line of `match` may look at in a ticket. */
export const MATCH_KEYS = [
  'technicianEmail',
  'technicianName',
  'technician',
  'technicianId',
  'ticketType',
  'title',
  'client',
  'customerId',
  'contractId',
  'priority',
  'impact',
  'status',
  'connection',
] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

/** All keys must hold, any value of a key is enough. A value is text (folded equality) or `/regex/flags` (raw text). */
export type MatchLine = Partial<Record<MatchKey, string[]>>;

/** Odoo's search domain: terms `[field, operator, value]` joined by the prefix operators `&`, `|`, `!`. */
export type OdooDomain = (string | [field: string, operator: string, value: unknown])[];

/** Numbers of open tickets. `warn` ≤ `high`. */
export interface VolumeThresholds {
  /** Orange from here on. */
  warn: number;
  /** Red from here on; the bar is full. */
  high: number;
}

/** A big client: its name on screen, and what it is called or known by in each system. */
export interface ClientRule {
  name: string;
  /** Other spellings, compared folded. No two clients share one. */
  aliases: string[];
  ateraCustomerIds: ClientId[];
  /** Ids of the commercial partner. */
  odooPartnerIds: ClientId[];
  /** In the place of the queue's and the general thresholds. */
  volume: VolumeThresholds | null;
}

/** A client's id in an upstream system; without a connection it counts in every connection of that kind. */
export interface ClientId {
  connection: string | null;
  id: number;
}

/** When the company works. */
export interface BusinessClockRules {
  /** IANA name. */
  timezone: string;
  /** Opening hours by weekday, in order and without overlap; a weekday that is missing is closed. Some day is open. */
  hours: Partial<Record<Weekday, OpenHours[]>>;
  /** Public holidays are closed; null: none are. */
  holidays: HolidayCalendar | null;
}

/** Wall-clock minutes from midnight; `to` is after `from` and at most 1440. */
export interface OpenHours {
  from: number;
  to: number;
}

/** The office screens. */
export interface ScreensRules {
  /**
   * When they are to be on, in the time zone and with the holidays of the business clock: one that does not report then is
   * silent. Null: the hours of the business clock.
   */
  hours: BusinessClockRules['hours'] | null;
}

/** What `vigie grafana apply` makes of a Grafana server. */
export interface GrafanaRules {
  /** Name of the company's own org. */
  mainOrg: string;
  language: Locale;
  /** IANA name; also the time zone of queries that bring none (alert evaluations). */
  timezone: string;
  /** `auto`: one org per enterprise of the counters database. */
  tenants: 'auto' | TenantRule[];
  /** Name of the org of the office screens. */
  screensOrg: string;
  /** Agencies with a board limited to their own connections. */
  boards: BoardRule[];
  /** Org roles of the main org that may change sites. */
  writers: GrafanaRole[];
}

export interface TenantRule {
  /** Exact name in the counters database. */
  enterprise: string;
  /** Name of its org. */
  org: string;
  /** E-mail addresses that its notifications go to. */
  recipients: string[];
  /** Null: that of all. */
  language: Locale | null;
  /** IANA name; null: that of all. */
  timezone: string | null;
  /** Its own tickets beside its counters; absent: none. */
  tickets?: TenantTickets | undefined;
  /** Groups of the identity provider whose people are its viewers, as Grafana's `org_mapping` can write them; absent: none. */
  groups?: string[] | undefined;
}

/** The page "Vos tickets" of a tenant. */
export interface TenantTickets {
  /** Whose tickets: names of `clients`, at least one. */
  clients: string[];
  /** What it sees besides of each; nothing unless named. */
  show: ShownField[];
  /** Names of the connections they may come from; null: all. */
  connections: string[] | null;
}

export interface BoardRule {
  org: string;
  connections: string[];
}

export type GrafanaRole = 'Admin' | 'Editor';

/** Hours on Monday to Friday. */
const OFFICE_HOURS: OpenHours[] = [{ from: 9 * 60, to: 18 * 60 }];

export const DEFAULT_RULES: Rules = {
  statuses: {
    open: ['Open'],
    pending: ['Pending'],
    done: ['Resolved', 'Closed', 'Merged', 'Deleted', 'Spam'],
  },
  impacts: {
    major: ['Major', 'Crisis', 'SiteDown', 'ServerIssue'],
    minor: ['Minor'],
    none: ['NoImpact'],
  },
  queues: [
    queue({ id: 'support', title: 'SUPPORT', default: true }),
    queue({
      id: 'admin',
      title: 'ADMIN',
      source: 'odoo',
      overdueAfter: { amount: 5, unit: 'd' },
      domain: [['type', '=', 'opportunity']],
    }),
    queue({ id: 'sysadmin', title: 'SYSADMIN' }),
  ],
  volume: { warn: 10, high: 20 },
  clients: ['BASH', 'Pimkie', 'APRIL', 'Valeor', 'Hôtel de la Trémoille', 'CASI PSE'].map(client),
  businessClock: {
    timezone: 'Europe/Paris',
    hours: { 1: OFFICE_HOURS, 2: OFFICE_HOURS, 3: OFFICE_HOURS, 4: OFFICE_HOURS, 5: OFFICE_HOURS },
    holidays: { country: 'FR' },
  },
  board: { idleAfter: { amount: 2, unit: 'd' } },
  sources: { lateAfterMs: 2 * 60_000, downAfterMs: 10 * 60_000 },
  alerts: { criticalUnansweredMs: 60 * 60_000, overdueAbove: 5, dropPercent: 60 },
  retention: { doneDays: 400, auditDays: 730 },
  counters: DEFAULT_COUNTERS_RULES,
  grafana: {
    mainOrg: 'Agitel',
    language: 'fr-FR',
    timezone: 'Europe/Paris',
    tenants: 'auto',
    screensOrg: 'Écrans',
    boards: [],
    writers: ['Admin'],
  },
  reports: [],
  schedules: { purge: '30 3 * * *', tidyUp: '45 3 * * *', doctor: '0 5 * * *' },
  screens: { hours: null },
};

/** A queue of which the rules say no more than they must, with its defaults. */
export function queueOf(
  given: Pick<QueueRule, 'id' | 'title' | 'source' | 'overdueAfter'> & Partial<QueueRule>
): QueueRule {
  return { clock: 'calendar', default: false, match: [], domain: [], language: null, volume: null, ...given };
}

function queue(given: Pick<QueueRule, 'id' | 'title'> & Partial<QueueRule>): QueueRule {
  return queueOf({ source: 'atera', overdueAfter: { amount: 72, unit: 'h' }, ...given });
}

function client(name: string): ClientRule {
  return { name, aliases: [], ateraCustomerIds: [], odooPartnerIds: [], volume: null };
}

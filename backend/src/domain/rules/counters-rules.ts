/** How much of the counters is read at the same time. A token is what tenants are told apart by. */
export interface CountersLoadRules {
  /** Queries of one token that are answered at the same time; its others wait. */
  maxConcurrentPerToken: number;
  /** Queries of all tokens that are answered at the same time. */
  maxConcurrent: number;
  /** Queries of one token that may wait; more are refused. */
  maxWaitingPerToken: number;
  /** How long a query may wait before it is refused. */
  maxWaitSeconds: number;
  /** Statements of one token that the database works on at the same time, while other tokens ask as well. */
  maxStatementsPerToken: number;
  /** Statements of all tokens that the database works on at the same time; a token that is alone may use all but one. */
  maxStatements: number;
}

/** The `counters` section of the business rules, parsed. */
export interface CountersRules extends CountersLoadRules {
  /** Hours after a site's midnight before a day without data is judged. */
  graceHours: number;
  /** Time zone, an IANA name, of a site whose own is empty or wrong. */
  timezone: string;
  /** Most days that one query reads: a longer range is cut to its last days, with a notice. */
  maxDays: number;
  /** Most days of sites that one query reads, by its number of sites: a longer range is cut, though never below two months. */
  maxSiteDays: number;
  /** When a counter that sends a row an hour is reported for its silence of the same day. */
  today: TodayRules;
  /** Days on which no entries are expected. */
  closed: ClosureRule[];
  /** Entries that enterprises and sites are to reach. No two are for the same enterprise or site in the same month. */
  goals: GoalRule[];
  /** Spellings that are one company. */
  enterprises: JoinedEnterprise[];
}

/** What is expected of an hourly feed while the day runs. */
export interface TodayRules {
  /** Minutes after the end of an hour before its row is missed. */
  graceMinutes: number;
  /** Hours in a row that must be missed before the counter counts as silent. */
  silentHours: number;
}

/** Monday is 1, Sunday is 7, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/**
 * One line of `closed`. `enterprise`, `code` and `siteCountries` say which sites, and all that are present must hold.
 * `weekly` and `holidays` say which days, either is enough; `from` and `to` are the bounds, and alone close every day between them.
 */
export interface ClosureRule {
  /** Name of an enterprise, or `*` for all. */
  enterprise: string;
  code?: string;
  /** Country texts of the sites, compared folded. A line with `holidays` closes nothing without them. */
  siteCountries?: string[];
  weekly?: Weekday[];
  /** First day, `YYYY-MM-DD`. */
  from?: string;
  /** Last day, included. */
  to?: string;
  holidays?: HolidayCalendar;
  reason?: string;
}

/** Entries to reach in a month: of one site, or of all sites of an enterprise together. */
export interface GoalRule {
  /** Exact name. */
  enterprise: string;
  code?: string;
  /** `YYYY-MM`. */
  month: string;
  entries: number;
}

/** A calendar of public holidays: ISO 3166 country code and, where they differ, the region's (`FR` and `67`). */
export interface HolidayCalendar {
  country: string;
  region?: string;
}

/** One company under the name Vigie shows, and its other exact spellings in the counters database. */
export interface JoinedEnterprise {
  name: string;
  alsoWritten: string[];
}

export const DEFAULT_COUNTERS_RULES: CountersRules = {
  graceHours: 6,
  timezone: 'Europe/Paris',
  maxDays: 1_830,
  // A whole year of 2,000 sites, a leap year too.
  maxSiteDays: 732_000,
  maxConcurrentPerToken: 2,
  maxConcurrent: 6,
  maxWaitingPerToken: 200,
  maxWaitSeconds: 8,
  maxStatementsPerToken: 1,
  maxStatements: 4,
  today: { graceMinutes: 30, silentHours: 2 },
  closed: [],
  goals: [],
  enterprises: [],
};

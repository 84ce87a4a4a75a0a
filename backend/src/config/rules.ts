/** The business rules, with the defaults of a fresh installation. */
export interface Rules {
  /** Atera status → class, compared folded. A status nobody mapped counts as open and is reported. */
  statuses: { open: string[]; pending: string[]; done: string[] };
  /** Atera impact → class, compared folded. An unknown impact counts as none and is reported. */
  impacts: { major: string[]; minor: string[]; none: string[] };
  sources: {
    /** Age from which a source is late, in milliseconds. */
    lateAfterMs: number;
    /** Age from which a source is down, in milliseconds. */
    downAfterMs: number;
  };
  retention: {
    /** Days after which done tickets are purged. */
    doneDays: number;
  };
  grafana: {
    /** Time zone of queries that bring none (alert evaluations), an IANA name. */
    timezone: string;
  };
}

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
  sources: { lateAfterMs: 2 * 60_000, downAfterMs: 10 * 60_000 },
  retention: { doneDays: 400 },
  grafana: { timezone: 'Europe/Paris' },
};

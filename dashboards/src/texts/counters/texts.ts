/** Every word of the pages of the visitor counters. */
export interface CountersTexts {
  page: PageTexts & {
    topSites: string;
    topSitesDescription: string;
    status: string;
    statusDescription: string;
    yesterday: string;
    weekChange: string;
    yearChange: string;
    changeDescription: string;
    entries: string;
    entriesDescription: string;
    sites: string;
    sitesDescription: string;
  };
  admin: PageTexts & {
    enterprises: string;
    enterprisesDescription: string;
    alerts: string;
    alertsDescription: string;
    heatmap: string;
    heatmapDescription: string;
    weekday: string;
    /** From Monday on. */
    weekdays: [string, string, string, string, string, string, string];
    coverage: string;
    coverageDescription: string;
    sites: string;
  };
  alerts: PageTexts & {
    zero: string;
    zeroDescription: string;
    noData: string;
    noDataDescription: string;
    drop: string;
    dropDescription: string;
    firing: string;
    firingDescription: string;
  };
  variables: {
    enterprise: string;
    search: string;
    searchDescription: string;
    day: string;
    dayDescription: string;
    every: string;
  };
  columns: Record<
    | 'enterprise'
    | 'code'
    | 'counterCode'
    | 'ip'
    | 'country'
    | 'city'
    | 'open'
    | 'close'
    | 'operational'
    | 'reason'
    | 'alert'
    | 'date'
    | 'entries'
    | 'today'
    | 'yesterday'
    | 'weekBefore'
    | 'yearBefore'
    | 'weekChange'
    | 'yearChange'
    | 'verdict'
    | 'coverage'
    | 'lastData'
    | 'daysSilent',
    string
  >;
  states: Record<'operational' | 'not_operational', string>;
  verdicts: Record<'unfinished' | 'counted' | 'ignored' | 'closed' | 'zero' | 'no_data', string>;
}

interface PageTexts {
  title: string;
  description: string;
}

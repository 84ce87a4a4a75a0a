/** Every word of the alert rules and their messages. The sentences of the counters are the backend's own. */
export interface AlertingTexts {
  language: 'fr-FR' | 'en-US';
  /**
   * Of the main organisation's rules. Grafana finds it by its title, before it makes that of the dashboards: with the same title there
   * would be two.
   */
  folder: string;
  groups: { counters: string; board: string; operation: string };
  contactPoints: { email: string; teams: string };
  rules: Record<
    'zero' | 'noData' | 'drop' | 'silentToday' | 'unanswered' | 'overdue' | 'sourceLate' | 'screenSilent',
    RuleTexts
  > &
    Record<
      'noLeader' | 'storeSilent' | 'countersUnreachable' | 'refused' | 'queueWait' | 'eventLoop' | 'jobFailed',
      RuleTexts
    >;
  message: {
    /** Between what a subject is about and its numbers, with its spaces. */
    colon: string;
    /** After the number of alerts that are there now, e.g. « 3 en cours ». */
    firing: string;
    /** After the number of alerts that have gone, e.g. « 2 terminée(s) ». */
    resolved: string;
    firingHeading: string;
    resolvedHeading: string;
    /** Before the number of lines left out of a long list, and after it. */
    more: [before: string, after: string];
    /** Text before the address of the page of all alerts. */
    seeAlerts: string;
    /** Text before the address of the page of an enterprise's counters. */
    seeCounters: string;
  };
}

/** Text of a rule; `summary` is a Grafana template that knows the labels of one instance. */
export interface RuleTexts {
  title: string;
  summary: string;
  description: string;
}

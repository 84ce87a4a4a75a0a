import type { PriorityName } from '../palette.ts';

/** Every word the dashboards put on a screen, in one language. */
export interface Texts {
  /** Name of the folder of generated files and of Grafana's interface language. */
  language: 'fr-FR' | 'en-US';
  board: {
    title: string;
    description: string;
  };
  links: {
    pages: string;
    fullScreen: string;
    fullScreenTooltip: string;
  };
  figures: {
    total: string;
    impactMajor: string;
    impactMinor: string;
    impactNone: string;
    firstResponse: string;
    firstResponseDescription: string;
    firstResponseSpread: string;
    firstResponseSpreadDescription: string;
    median: string;
    p90: string;
    unanswered: string;
  };
  tickets: {
    latestOpen: string;
    latestPending: string;
    openByPriority: string;
    pendingByPriority: string;
    openInAtera: string;
  };
  alerts: {
    latest: string;
  };
  sources: {
    title: string;
    description: string;
    states: Record<'ok' | 'late' | 'down' | 'reading', string>;
  };
  columns: {
    id: string;
    title: string;
    client: string;
    priority: string;
    created: string;
    device: string;
    date: string;
    source: string;
    state: string;
    readAt: string;
    age: string;
    rowsRead: string;
    rowsAnnounced: string;
    reconcileAge: string;
    error: string;
  };
  /** The dataset names priorities in French. */
  priorities: Record<PriorityName, string>;
}

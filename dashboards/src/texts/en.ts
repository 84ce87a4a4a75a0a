import type { Texts } from './texts.ts';

export const en: Texts = {
  language: 'en-US',
  board: {
    title: 'Board',
    description: 'Tickets and alerts in progress, read again every 2 minutes',
  },
  links: {
    pages: 'Pages',
    fullScreen: 'Mode B: full screen',
    fullScreenTooltip: 'This page alone in full screen, read again every 2 minutes (Esc to leave)',
  },
  figures: {
    total: 'Tickets in total',
    impactMajor: 'Major impact',
    impactMinor: 'Minor impact',
    impactNone: 'No impact',
    firstResponse: 'Mean time to first response',
    firstResponseDescription:
      'Mean, in hours:minutes:seconds, of the time from creation to the first comment of a technician, over the active tickets that have one',
    firstResponseSpread: 'First response in detail',
    firstResponseSpreadDescription:
      'Median and 90th percentile of the time to first response (hours:minutes:seconds); number of active tickets still without one',
    median: 'Median',
    p90: '90th percentile',
    unanswered: 'Unanswered',
  },
  tickets: {
    latestOpen: 'Latest open tickets',
    latestPending: 'Latest pending tickets',
    openByPriority: 'Open tickets by priority',
    pendingByPriority: 'Pending tickets by priority',
    openInAtera: 'Open the ticket in Atera',
  },
  alerts: {
    latest: 'Latest alerts',
  },
  sources: {
    title: 'Freshness of the data',
    description:
      'Last successful reading of each source. The reconcile reads all active tickets again to notice those that vanished.',
    states: { ok: 'Up to date', late: 'Late', down: 'Down', reading: 'Reading' },
  },
  columns: {
    id: 'No.',
    title: 'Title',
    client: 'Client',
    priority: 'Priority',
    created: 'Created',
    device: 'Device',
    date: 'Date',
    source: 'Source',
    state: 'State',
    readAt: 'Last reading',
    age: 'Age',
    rowsRead: 'Read',
    rowsAnnounced: 'Announced',
    reconcileAge: 'Reconciled ago',
    error: 'Error',
  },
  priorities: {
    Faible: 'Low',
    Moyenne: 'Medium',
    Haute: 'High',
    Critique: 'Critical',
    'Non renseignée': 'Not set',
  },
};

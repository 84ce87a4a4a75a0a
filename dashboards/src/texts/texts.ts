import type { PageName } from '../pages.ts';
import type { PriorityName } from '../palette.ts';
import type { CountersTexts } from './counters/texts.ts';

/** Every word the dashboards put on a screen, in one language. */
export interface Texts {
  /** Name of the folder of generated files and of Grafana's interface language. */
  language: 'fr-FR' | 'en-US';
  titles: Record<PageName, string>;
  board: { description: string };
  links: {
    /** All dashboards of Vigie in this organisation. */
    pages: string;
    modeA: string;
    modeATooltip: string;
    modeB: string;
    modeBTooltip: string;
    /** In front of the parts of the clients page. */
    allParts: string;
  };
  clients: {
    description: string;
    partDescription: string;
    volume: string;
    volumeDescription: string;
    open: string;
    overdue: string;
    overdueDescription: string;
    openTickets: string;
    /** In front of the limit, e.g. `72 h`. */
    overdueBeyond: string;
    /** Whoever is no big client; the dataset says it in French. */
    others: string;
    toClient: string;
    overdueTickets: string;
    queue: string;
  };
  client: {
    description: string;
    client: string;
    open: string;
    pending: string;
    overdue: string;
    oldest: string;
    ageing: string;
    ageingDescription: string;
    trend: string;
    tickets: string;
  };
  history: {
    description: string;
    moment: string;
    momentDescription: string;
    byClass: string;
    byPriority: string;
    byImpact: string;
    flow: string;
    created: string;
    resolved: string;
    firstResponse: string;
    firstResponseDescription: string;
    mean: string;
    median: string;
    p90: string;
    sla: string;
    slaDescription: string;
    commitment: string;
    firstResponseDue: string;
    resolutionDue: string;
    technicians: string;
    waiting: string;
    waitingDescription: string;
    waitingSince: string;
    due: Record<'breached' | 'due_1h' | 'due_4h' | 'due_24h', string>;
  };
  /** Series of `tickets.history`, which names them in French. */
  series: Record<PriorityName | 'Ouverts' | 'En attente' | 'Majeur' | 'Mineur' | 'Aucun', string>;
  /** The clocks of the rules. */
  clocks: Record<'calendar' | 'business', string>;
  yes: string;
  no: string;
  classes: Record<'open' | 'pending', string>;
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
    openAtSource: string;
  };
  alerts: {
    latest: string;
  };
  sources: {
    title: string;
    description: string;
    pageDescription: string;
    tiles: string;
    tilesDescription: string;
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
    kind: string;
    keyExpires: string;
    queue: string;
    class: string;
    status: string;
    impact: string;
    technician: string;
    overdue: string;
  };
  /** The dataset names priorities in French. */
  priorities: Record<PriorityName, string>;
  counters: CountersTexts;
}

import type { CellValue } from '../frame.ts';

export const LANGUAGES = ['fr-FR', 'en-US'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every word of the board as text. */
export interface BoardTexts {
  board: string;
  total: string;
  open: string;
  pending: string;
  impactMajor: string;
  impactMinor: string;
  impactNone: string;
  firstResponse: string;
  mean: string;
  median: string;
  p90: string;
  unanswered: string;
  latestOpen: string;
  latestPending: string;
  openByPriority: string;
  pendingByPriority: string;
  latestAlerts: string;
  nothing: string;
  noTitle: string;
  sources: string;
  noSource: string;
  states: Record<'ok' | 'late' | 'down' | 'reading', string>;
  readAgo(duration: string): string;
  neverRead: string;
  reconciledAgo(duration: string): string;
  firstReading: string;
  fixedClock: string;
  /** Units of durations: days, hours, minutes, seconds. */
  units: readonly [string, string, string, string];
  date: string;
  dateAndTime: string;
}

const FRENCH: BoardTexts = {
  board: 'Tableau de bord',
  total: 'Tickets total',
  open: 'ouverts',
  pending: 'en attente',
  impactMajor: 'Impact majeur',
  impactMinor: 'Impact mineur',
  impactNone: 'Aucun impact',
  firstResponse: 'Temps moyen de première réponse',
  mean: 'moyenne',
  median: 'médiane',
  p90: 'p90',
  unanswered: 'sans réponse',
  latestOpen: 'Derniers tickets ouverts',
  latestPending: 'Derniers tickets en attente',
  openByPriority: 'Tickets ouverts par priorité',
  pendingByPriority: 'Tickets en attente par priorité',
  latestAlerts: 'Dernières alertes',
  nothing: 'Rien à afficher.',
  noTitle: '(sans titre)',
  sources: 'Sources',
  noSource: 'Aucune source connectée : donnez ATERA_API_KEY au serveur.',
  states: { ok: 'à jour', late: 'en retard', down: 'hors service', reading: 'première lecture en cours' },
  readAgo: (duration) => `lu il y a ${duration}`,
  neverRead: 'jamais lu',
  reconciledAgo: (duration) => `vérifié il y a ${duration}`,
  firstReading: "l'historique se charge encore",
  fixedClock: 'Horloge fixe (VIGIE_NOW) : les âges ne sont pas réels.',
  units: ['j', 'h', 'min', 's'],
  date: 'dd/MM HH:mm',
  dateAndTime: "cccc d LLLL yyyy, HH:mm '('z')'",
};

const ENGLISH: BoardTexts = {
  board: 'Ticket board',
  total: 'Tickets',
  open: 'open',
  pending: 'pending',
  impactMajor: 'Major impact',
  impactMinor: 'Minor impact',
  impactNone: 'No impact',
  firstResponse: 'Mean time to first response',
  mean: 'mean',
  median: 'median',
  p90: 'p90',
  unanswered: 'unanswered',
  latestOpen: 'Latest open tickets',
  latestPending: 'Latest pending tickets',
  openByPriority: 'Open tickets by priority',
  pendingByPriority: 'Pending tickets by priority',
  latestAlerts: 'Latest alerts',
  nothing: 'Nothing to show.',
  noTitle: '(no title)',
  sources: 'Sources',
  noSource: 'No source is connected: give ATERA_API_KEY to the server.',
  states: { ok: 'up to date', late: 'late', down: 'down', reading: 'first reading under way' },
  readAgo: (duration) => `read ${duration} ago`,
  neverRead: 'never read',
  reconciledAgo: (duration) => `checked ${duration} ago`,
  firstReading: 'history still loading',
  fixedClock: 'Fixed clock (VIGIE_NOW): ages are not real.',
  units: ['d', 'h', 'min', 's'],
  date: 'MM/dd HH:mm',
  dateAndTime: "cccc, LLLL d, yyyy, HH:mm '('z')'",
};

export const BOARD_TEXTS: Record<Language, BoardTexts> = { 'fr-FR': FRENCH, 'en-US': ENGLISH };

/** A duration in its two largest units: `2 j 3 h`, `1 h 05 min`, `12 min`, `42 s`; a dash for none. */
export function duration(seconds: CellValue | undefined, { units }: BoardTexts): string {
  if (typeof seconds !== 'number') {
    return '–';
  }
  const [day, hour, minute, second] = units;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (whole < 60) {
    return `${whole} ${second}`;
  }
  if (minutes < 60) {
    return `${minutes} ${minute}`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return `${hours} ${hour} ${String(minutes % 60).padStart(2, '0')}`;
  }
  return `${Math.floor(hours / 24)} ${day} ${hours % 24} ${hour}`;
}

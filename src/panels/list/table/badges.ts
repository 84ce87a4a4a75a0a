import { t } from '@grafana/i18n';

import type { Tone } from '../../shared/tones';

/** A value that is read at a glance: a sign and a word on a colour. */
export interface Badge {
  sign: string;
  word: string;
  tone: Tone;
  /** Nothing to look at: the word alone. */
  isQuiet?: boolean;
}

/** Shapes that differ without their colours. */
const SIGNS: Record<Tone, string> = { critical: '‼', high: '▲', medium: '◆', low: '▽', none: '○', good: '✓' };

function badge(tone: Tone, word: string): Badge {
  return { sign: SIGNS[tone], word, tone };
}

function quiet(word: string): Badge {
  return { ...badge('none', word), isQuiet: true };
}

/** What the values of the datasets mean, by column. Datasets name priorities and impacts in French whatever the language. */
const BADGES: Record<string, Record<string, () => Badge>> = {
  priority: {
    Faible: () => badge('low', t('priority.low', 'Low')),
    Moyenne: () => badge('medium', t('priority.medium', 'Medium')),
    Haute: () => badge('high', t('priority.high', 'High')),
    Critique: () => badge('critical', t('priority.critical', 'Critical')),
    'Non renseignée': () => badge('none', t('priority.none', 'Not set')),
  },
  impact: {
    Majeur: () => badge('critical', t('impact.major', 'Major')),
    Mineur: () => badge('medium', t('impact.minor', 'Minor')),
    Aucun: () => badge('low', t('impact.none', 'None')),
  },
  class: {
    open: () => quiet(t('class.open', 'Open')),
    pending: () => quiet(t('class.pending', 'Pending')),
    done: () => quiet(t('class.done', 'Done')),
  },
  state: {
    ok: () => badge('good', t('state.ok', 'Up to date')),
    late: () => badge('high', t('state.late', 'Late')),
    down: () => badge('critical', t('state.down', 'Down')),
    reading: () => badge('low', t('state.reading', 'Reading')),
    operational: () => badge('good', t('state.operational', 'Operational')),
    not_operational: () => badge('critical', t('state.notOperational', 'Not operational')),
  },
  level: {
    breached: () => badge('critical', t('level.breached', 'Past due')),
    soon: () => badge('high', t('level.soon', 'Within 1 h')),
    today: () => badge('medium', t('level.today', 'Within 4 h')),
    ok: () => badge('good', t('level.ok', 'On time')),
    warn: () => badge('high', t('level.warn', 'Much')),
    high: () => badge('critical', t('level.high', 'Too much')),
  },
  kind: {
    first_response: () => badge('low', t('kind.firstResponse', 'Response')),
    resolution: () => badge('none', t('kind.resolution', 'Resolution')),
  },
  verdict: {
    counted: () => badge('good', t('verdict.counted', 'Counted')),
    zero: () => badge('critical', t('verdict.zero', 'At zero')),
    no_data: () => badge('high', t('verdict.noData', 'Silent')),
    closed: () => badge('none', t('verdict.closed', 'Closed')),
    ignored: () => badge('none', t('verdict.ignored', 'Not operational')),
    unfinished: () => badge('low', t('verdict.unfinished', 'Not over')),
  },
  overdue: {
    true: () => badge('critical', t('overdue.yes', 'Overdue')),
    false: () => quiet(t('overdue.no', 'In time')),
  },
  operational: {
    true: () => badge('good', t('state.operational', 'Operational')),
    false: () => badge('critical', t('state.notOperational', 'Not operational')),
  },
};

/** Whether the values of a column are badges. */
export function hasBadges(column: string): boolean {
  return Object.hasOwn(BADGES, column);
}

/** Undefined for a value that has no meaning here, which is then a plain text. */
export function badgeOf(column: string, value: unknown): Badge | undefined {
  const ofColumn = hasBadges(column) ? BADGES[column]! : {};
  const key = String(value);
  return Object.hasOwn(ofColumn, key) ? ofColumn[key]!() : undefined;
}

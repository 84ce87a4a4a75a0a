import { DateTime } from 'luxon';

import { zoneNamed } from '../../domain/clock/zone.ts';
import { printable } from '../../domain/text/printable.ts';
import { type LocalizedText, PRIORITY_LABELS } from '../../domain/tickets/labels.ts';
import { PRIORITY_CLASSES, type PriorityClass } from '../../domain/tickets/ticket.ts';
import type { CellValue } from '../frame.ts';
import type { Paint, Style } from '../terminal/text/paint.ts';
import { BOARD_TEXTS, type BoardTexts, type Language } from './texts.ts';

/** How the board is to be drawn. */
export interface View {
  language: Language;
  texts: BoardTexts;
  /** Columns of the whole board. */
  width: number;
  paint: Paint;
  /** IANA name. */
  timezone: string;
}

const MIN_WIDTH = 80;
const MAX_WIDTH = 160;
/** Where the width is not known: a file, a pipe. */
const DEFAULT_WIDTH = 120;

export function createView(language: Language, columns: number | undefined, paint: Paint, timezone: string): View {
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns ?? DEFAULT_WIDTH));
  return { language, texts: BOARD_TEXTS[language], width, paint, timezone };
}

/** A text in the language of the board. */
export function inLanguage({ fr, en }: LocalizedText, language: Language): string {
  return language === 'fr-FR' ? fr : en;
}

export function dateText(value: CellValue | undefined, { language, texts, timezone }: View): string {
  return typeof value === 'string'
    ? DateTime.fromISO(value, { zone: zoneNamed(timezone) })
        .setLocale(language)
        .toFormat(texts.date)
    : '–';
}

export function countText(value: CellValue | undefined, { language }: View): string {
  return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : '–';
}

/** One decimal, as the datasets give it. */
export function percentText(value: CellValue | undefined, { language }: View): string {
  const format = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  return typeof value === 'number' ? new Intl.NumberFormat(language, format).format(value / 100) : '–';
}

export function wordText(value: CellValue | undefined): string {
  return typeof value === 'string' ? printable(value) : '';
}

const PRIORITY_STYLES: Record<PriorityClass, Style> = {
  critical: 'red',
  high: 'yellow',
  medium: 'cyan',
  low: 'green',
  none: 'dim',
};

/** The class behind a word of the datasets, which is French whatever the board's language. */
function priorityClass(priority: CellValue | undefined): PriorityClass {
  return PRIORITY_CLASSES.find((known) => PRIORITY_LABELS[known].fr === priority) ?? 'none';
}

export const priorityStyle = (priority: CellValue | undefined): Style => PRIORITY_STYLES[priorityClass(priority)];

export function priorityText(priority: CellValue | undefined, { language }: View): string {
  return inLanguage(PRIORITY_LABELS[priorityClass(priority)], language);
}

import type { Check } from '../../doctor/check.ts';
import type { Language, LocalizedText } from '../../domain/tickets/labels.ts';
import type { Paint, Style } from '../terminal/text/paint.ts';

/** A server gives what it found a little earlier again: from this age on the line says so, in seconds. */
const WORTH_TELLING_S = 2;

const COLON: LocalizedText = { fr: ' : ', en: ': ' };
const EXAMINED = (seconds: number): LocalizedText => ({
  fr: ` (examiné il y a ${seconds} s)`,
  en: ` (examined ${seconds} s ago)`,
});

const SIGNS: Record<Check['state'], [string, Style]> = {
  ok: ['✔', 'green'],
  warning: ['▲', 'yellow'],
  failed: ['✘', 'red'],
};

/** In the language of the run; the JSON has both. */
export function checkLines(
  { part, state, text, advice, examinedAt }: Check,
  language: Language,
  paint: Paint
): string[] {
  const [sign, style] = SIGNS[state];
  const seconds = examinedAt === undefined ? 0 : Math.round((Date.now() - Date.parse(examinedAt)) / 1000);
  const age = seconds < WORTH_TELLING_S ? '' : paint('dim', EXAMINED(seconds)[language]);
  const line = `${paint(style, sign)} ${paint('bold', part)}${COLON[language]}${text[language]}${age}`;
  return advice === undefined ? [line] : [line, `    → ${advice[language]}`];
}

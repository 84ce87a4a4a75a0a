import type { Check } from '../../doctor/check.ts';
import type { Paint, Style } from '../terminal/text/paint.ts';

/** A server gives what it found a little earlier again: from this age on the line says so, in seconds. */
const WORTH_TELLING_S = 2;

const SIGNS: Record<Check['state'], [string, Style]> = {
  ok: ['✔', 'green'],
  warning: ['▲', 'yellow'],
  failed: ['✘', 'red'],
};

/** The command line speaks English; the JSON has both languages. */
export function checkLines({ part, state, text, advice, examinedAt }: Check, paint: Paint): string[] {
  const [sign, style] = SIGNS[state];
  const seconds = examinedAt === undefined ? 0 : Math.round((Date.now() - Date.parse(examinedAt)) / 1000);
  const age = seconds < WORTH_TELLING_S ? '' : paint('dim', ` (examined ${seconds} s ago)`);
  const line = `${paint(style, sign)} ${paint('bold', part)}: ${text.en}${age}`;
  return advice === undefined ? [line] : [line, `    → ${advice.en}`];
}

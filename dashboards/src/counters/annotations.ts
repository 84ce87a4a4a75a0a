import type { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { annotation } from '../elements/annotation.ts';
import { inLanguage, type Language } from '../elements/language.ts';
import { COLOURS } from '../elements/palette.ts';
import { ENTRIES } from './panels/entries.ts';
import { ENTERPRISE } from './panels/parameters.ts';

const TEXTS = {
  closed: { fr: 'Fermetures et jours fériés', en: 'Closures and public holidays' },
  zero: { fr: 'Jours à zéro', en: 'Days at zero' },
};

/** What explains the curve of the entries: why shops were closed, and when counters were at zero. */
export function entriesAnnotations(language: Language): AnnotationQueryBuilder[] {
  const texts = inLanguage(TEXTS, language);
  const about = (name: string, colour: string, kind: readonly string[]) =>
    annotation({
      name,
      colour,
      dataset: 'counters.annotations',
      params: { ...ENTERPRISE, kind, language },
      panels: [ENTRIES],
    });
  return [about(texts.closed, COLOURS.low, ['closure', 'holiday']), about(texts.zero, COLOURS.critical, ['zero'])];
}

import type { Day } from '../../domain/clock/calendar.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { siteLabel } from '../figures/top.ts';
import type { Site } from '../sites/sites.ts';

export const MARK_KINDS = ['closure', 'holiday', 'zero'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** Some days that explain a curve of entries, and why. */
export interface Mark {
  kind: MarkKind;
  from: Day;
  /** Included. */
  to: Day;
  title: LocalizedText;
  text: LocalizedText;
  /** Whose sites it is about. */
  enterprises: string[];
}

/** Names that a text has room for. */
const NAMED = 5;

/** `BASH ; Pimkie : 001 · Lyon, 002 · Paris`: an enterprise whose sites are all meant is named alone. */
export function whose(meant: readonly Site[], all: readonly Site[]): LocalizedText {
  const sizes = Map.groupBy(all, ({ enterprise }) => enterprise);
  const parts = [...Map.groupBy(meant, ({ enterprise }) => enterprise)].map(([enterprise, sites]) => {
    const name = enterprise.trim();
    const labels = sites.map((site) => siteLabel(site.code, site));
    return sites.length === sizes.get(enterprise)?.length
      ? { fr: name, en: name }
      : { fr: `${name} : ${some(labels, ', ', 'fr')}`, en: `${name}: ${some(labels, ', ', 'en')}` };
  });
  return {
    fr: some(
      parts.map(({ fr }) => fr),
      ' ; ',
      'fr'
    ),
    en: some(
      parts.map(({ en }) => en),
      '; ',
      'en'
    ),
  };
}

function some(texts: readonly string[], separator: string, language: keyof LocalizedText): string {
  const others = texts.length - NAMED;
  const named = texts.slice(0, NAMED).join(separator);
  return others <= 0 ? named : `${named} ${language === 'fr' ? `… et ${others} de plus` : `… and ${others} more`}`;
}

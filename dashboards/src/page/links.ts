import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from '../elements/language.ts';

/** By which the links in the header find the pages of Vigie. */
export const TAG = 'vigie';

const PAGES: Text = { fr: 'Pages', en: 'Pages' };

/** A list of all pages of Vigie in this organisation. */
export function pagesLink(language: Language): DashboardLinkBuilder {
  return new DashboardLinkBuilder(PAGES[language])
    .type(DashboardLinkType.Dashboards)
    .tags([TAG])
    .keepTime(false)
    .asDropdown(true);
}

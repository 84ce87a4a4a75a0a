import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { TAG } from './page.ts';
import type { Texts } from './texts/texts.ts';

/** The other pages of Vigie in this organisation. */
export function pagesLink(texts: Texts): DashboardLinkBuilder {
  return new DashboardLinkBuilder(texts.links.pages).type(DashboardLinkType.Dashboards).tags([TAG]).keepTime(false);
}

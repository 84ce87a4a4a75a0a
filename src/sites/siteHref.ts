import { PLUGIN_BASE_URL, ROUTES } from '../constants';
import type { Site } from './site';

/** The address of the page of counters with a site's row. */
export function siteHref({ enterprise, code }: Pick<Site, 'enterprise' | 'code'>): string {
  return `${PLUGIN_BASE_URL}/${ROUTES.sites}?${new URLSearchParams({ enterprise, code })}`;
}

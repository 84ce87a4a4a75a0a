/** Uids of the pages of the ticket board; the same in every organisation and language. */
export const PAGES = {
  board: 'vigie-board',
  clients: 'vigie-clients',
  part: 'vigie-part',
  client: 'vigie-client',
  attention: 'vigie-attention',
  history: 'vigie-history',
  sources: 'vigie-sources',
} as const;

export type PageName = keyof typeof PAGES;

/** Address of a page, as links inside of Grafana write it. */
export function pageUrl(page: PageName, parameters = ''): string {
  return `/d/${PAGES[page]}${parameters === '' ? '' : `?${parameters}`}`;
}

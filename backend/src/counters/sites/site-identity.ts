import { createHash } from 'node:crypto';

import { SITE_COLUMNS, type SiteTable } from '../connection/schema.ts';
import type { SiteKey } from '../entries/order.ts';

/** The id of a site in addresses: base64url of `["enterprise","code"]`, the enterprise as the row has it. */
export function siteId({ enterprise, code }: SiteKey): string {
  return Buffer.from(JSON.stringify([enterprise, code])).toString('base64url');
}

/** The site an id names; undefined when it is not one that `siteId` makes. */
export function parseSiteId(id: string): SiteKey | undefined {
  try {
    const pair: unknown = JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
    const [enterprise, code] = Array.isArray(pair) && pair.length === 2 ? (pair as unknown[]) : [];
    if (typeof enterprise !== 'string' || typeof code !== 'string') {
      return undefined;
    }
    return siteId({ enterprise, code }) === id ? { enterprise, code } : undefined;
  } catch {
    return undefined;
  }
}

/** The ETag of a row: it changes with any column Vigie knows, no matter who changed it. */
export function siteEtag(row: SiteTable): string {
  const content = JSON.stringify(SITE_COLUMNS.map((column) => row[column]));
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
}

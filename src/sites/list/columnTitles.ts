import { t } from '@grafana/i18n';

import type { SiteColumn } from './siteSearch';

/** The names of the columns, which the form and the conflict use for their fields too. */
export function columnTitles(): Record<SiteColumn, string> {
  return {
    enterprise: t('sites.column.enterprise', 'Enterprise'),
    code: t('sites.column.code', 'Code'),
    ip: t('sites.column.ip', 'IP'),
    country: t('sites.column.country', 'Country'),
    city: t('sites.column.city', 'City'),
    open: t('sites.column.open', 'Opens'),
    close: t('sites.column.close', 'Closes'),
    operational: t('sites.column.operational', 'Operational'),
    reason: t('sites.column.reason', 'Reason'),
  };
}

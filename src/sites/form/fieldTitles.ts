import { t } from '@grafana/i18n';

import { columnTitles } from '../list/columnTitles';
import type { SiteField } from './formValues';

/** The names of the form's fields. */
export function fieldTitles(): Record<SiteField, string> {
  return {
    ...columnTitles(),
    open: t('sites.field.open', 'Opens at'),
    close: t('sites.field.close', 'Closes at'),
    overnight: t('sites.field.overnight', 'Closes after midnight, on the next day'),
    timezone: t('sites.field.timezone', 'Time zone'),
  };
}

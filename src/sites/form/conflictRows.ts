import { t } from '@grafana/i18n';

import type { Site } from '../site';
import { fieldTitles } from './fieldTitles';
import { type SiteField, type SiteValues, toValues } from './formValues';

/** A field that at least one of the two changed. */
interface ConflictRow {
  title: string;
  before: string;
  /** Undefined: they left it as it was. */
  theirs?: string;
  mine?: string;
}

/** `overnight` only repeats what the hours say. */
const COMPARED = ['ip', 'country', 'city', 'open', 'close', 'timezone', 'operational', 'reason'] as const;

/** Field by field what became of the site, there and here; in the order of the form. */
export function conflictRows(before: Site, theirs: Site, mine: SiteValues): ConflictRow[] {
  const titles = fieldTitles();
  const [old, changed] = [toValues(before), toValues(theirs)];
  return COMPARED.flatMap((field) => {
    const changedBy = (values: SiteValues) => (values[field] === old[field] ? undefined : textOf(values, field));
    const row = { title: titles[field], before: textOf(old, field), theirs: changedBy(changed), mine: changedBy(mine) };
    return row.theirs === undefined && row.mine === undefined ? [] : [row];
  });
}

function textOf(values: SiteValues, field: SiteField): string {
  const value = values[field];
  if (typeof value === 'boolean') {
    return value ? t('sites.yes', 'Yes') : t('sites.no', 'No');
  }
  return value.trim() || t('sites.empty', '(empty)');
}

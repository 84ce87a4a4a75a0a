import { t } from '@grafana/i18n';

import { closesNextDay, type Site, type SiteInput } from '../site';
import { parseTimeOfDay } from './timeOfDay';

/** What stands in the form. Texts are as typed; an empty one means none. */
export interface SiteValues {
  enterprise: string;
  code: string;
  ip: string;
  country: string;
  city: string;
  open: string;
  close: string;
  overnight: boolean;
  timezone: string;
  operational: boolean;
  reason: string;
}

export type SiteField = keyof SiteValues;

/** Fields that hold a text and can be emptied. */
const TEXTS = ['ip', 'country', 'city', 'open', 'close', 'timezone', 'reason'] as const;

/** What the form shows for a site; for a new one, an empty form. */
export function toValues(site: Site | undefined): SiteValues {
  return {
    enterprise: site?.enterprise ?? '',
    code: site?.code ?? '',
    ip: site?.ip ?? '',
    country: site?.country ?? '',
    city: site?.city ?? '',
    open: site?.open ?? '',
    close: site?.close ?? '',
    overnight: site !== undefined && closesNextDay(site),
    timezone: site?.timezone ?? '',
    operational: site?.operational ?? true,
    reason: site?.reason ?? '',
  };
}

/**
 * What the form changes: only that is sent, so that what somebody else changed meanwhile in other fields stays.
 *
 * @param before - the site as the form began with it; absent for a new one
 */
export function changesIn(values: SiteValues, before: Site | undefined): SiteInput {
  const old = toValues(before);
  const typed = { ...values, open: timeText(values.open), close: timeText(values.close) };
  const texts = TEXTS.filter((field) => typed[field].trim() !== old[field].trim());
  return {
    ...(before === undefined && { enterprise: values.enterprise.trim(), code: values.code.trim() }),
    ...Object.fromEntries(texts.map((field) => [field, typed[field].trim() || null])),
    ...((texts.includes('open') || texts.includes('close')) && { overnight: values.overnight }),
    ...((before === undefined || values.operational !== old.operational) && { operational: values.operational }),
  };
}

/**
 * What is plainly wrong, by field; the backend checks everything once more. Only what the form changes is judged: an old
 * row without hours can still get a new address.
 */
export function checkValues(values: SiteValues, before: Site | undefined): Partial<Record<SiteField, string>> {
  const old = toValues(before);
  const touched = (...fields: SiteField[]) => before === undefined || fields.some((each) => values[each] !== old[each]);
  const required = t('sites.problem.required', 'Required.');
  return {
    ...(before === undefined && values.enterprise.trim() === '' && { enterprise: required }),
    ...(before === undefined && values.code.trim() === '' && { code: required }),
    ...(touched('open', 'close', 'overnight') && checkHours(values)),
    ...(touched('operational', 'reason') &&
      !values.operational &&
      values.reason.trim() === '' && {
        reason: t('sites.problem.reason', 'Say why the counter is not operational.'),
      }),
  };
}

function checkHours({ open, close, overnight }: SiteValues): Partial<Record<SiteField, string>> {
  const [opens, closes] = [timeText(open), timeText(close)];
  const isWrong = (text: string) => text !== '' && parseTimeOfDay(text) === undefined;
  if (isWrong(opens) || isWrong(closes)) {
    const text = t('sites.problem.time', 'A time of day like 09:30 is expected.');
    return { ...(isWrong(opens) && { open: text }), ...(isWrong(closes) && { close: text }) };
  }
  if ((opens === '') !== (closes === '')) {
    const text = t('sites.problem.hoursTogether', 'Opening and closing times go together.');
    return opens === '' ? { open: text } : { close: text };
  }
  if (opens === '') {
    return {};
  }
  if (closes <= opens && !overnight) {
    return {
      close: t('sites.problem.closeFirst', 'Closing comes after opening, unless the shop closes after midnight.'),
    };
  }
  if (closes > opens && overnight) {
    return { overnight: t('sites.problem.sameDay', 'These hours end on the same day.') };
  }
  return {};
}

/** A time as the backend takes it; what is none stays as typed. */
function timeText(typed: string): string {
  return parseTimeOfDay(typed) ?? typed.trim();
}

import { DateTime } from 'luxon';

import { ianaName } from '../../counters/entries/timezones.ts';
import { enterprisesOutside } from '../../counters/sites/enterprises.ts';
import type { Access } from '../../domain/access/access.ts';
import { zoneNamed } from '../../domain/clock/zone.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { Language } from '../../domain/tickets/labels.ts';
import { rightsOf } from '../../liveness/last-good.ts';
import type { SourceReadingRow } from '../../store/schema.ts';
import { readSourceStates } from '../../store/sources/source-states.ts';
import { answerFromCounters } from '../counters/counters-answer.ts';
import { NOTICE_TEXTS } from '../notices/notice-texts.ts';
import { noticesOf } from '../notices/notices.ts';
import { ageOfOrigin } from '../notices/source-age.ts';
import { answerFromStore } from './answers/store-answer.ts';
import type { Catalogue } from './catalogue.ts';
import { checkIsOpen, rulesFor, viewOf } from './client-view.ts';
import type { Dataset, DatasetServices } from './dataset.ts';
import { type CheckedValues, checkParameters } from './parameters/check-parameters.ts';
import { usableInstant } from './parameters/read-value.ts';
import type { CheckedRequest, DatasetAnswer, DatasetRequest, Reading } from './reading.ts';
import type { AnyRow, NotedRows } from './rows.ts';

const DEFAULT_RANGE_MS = 60 * 60 * 1000;
const DEFAULT_MAX_DATA_POINTS = 1000;
/** For callers that name none: programs, whose readers are engineers. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** Takes "now" for the queries of one call, and a way to the states of the sources. */
export function startReading(services: DatasetServices, access: Access, signal: AbortSignal): Reading {
  const { db, dbUnder, clock } = services;
  let states: Promise<SourceReadingRow[]> | undefined;
  return {
    services,
    access,
    now: clock.now(),
    states: () => (states ??= readSourceStates(dbUnder?.(signal) ?? db, access)),
    signal,
  };
}

/** Checks dataset, scope, parameters and range. */
export function checkRequest(reading: Reading, catalogue: Catalogue, request: DatasetRequest): CheckedRequest {
  const { services, access, now } = reading;
  const whole = catalogue.get(request.dataset);
  if (!whole.scopes.some((scope) => access.scopes.includes(scope))) {
    throw new VigieError('scope_missing', {
      fr: `le jeu de données ${whole.name} demande un jeton qui ait le droit ${whole.scopes.join(' ou ')}`,
      en: `dataset ${whole.name} needs a token with the scope ${whole.scopes.join(' or ')}`,
    });
  }
  checkIsOpen(whole, access);
  const dataset = viewOf(whole, access);
  const values = checkParameters(dataset, request.params);
  const { timezone, unknown } = timezoneOf(request, services.rules);
  const range = checkRange(request, now, (to) => defaultStart(dataset, to, timezone));
  const { maxDataPoints = DEFAULT_MAX_DATA_POINTS, language = DEFAULT_LANGUAGE } = request;
  return {
    dataset,
    values,
    context: {
      ...services,
      rules: rulesFor(services.rules, access),
      access,
      now,
      range,
      timezone,
      maxDataPoints,
      language,
      signal: reading.signal,
    },
    key: JSON.stringify([
      dataset.name,
      values,
      dataset.usesRange ? [range, timezone, maxDataPoints] : null,
      dataset.usesLanguage ? language : null,
      rightsOf(access),
    ]),
    outside: enterpriseOutside(reading, dataset, values),
    notices:
      dataset.usesRange && unknown !== undefined
        ? [{ severity: 'warning', text: NOTICE_TEXTS.unknownTimezone(unknown, timezone) }]
        : [],
  };
}

function enterpriseOutside(
  { services: { counters }, access }: Reading,
  { parameters }: Dataset,
  values: CheckedValues
): string | undefined {
  const asked = Object.entries(values).flatMap(([name, value]) =>
    parameters[name]?.limitedBy === 'enterprises' ? [value].flat().map(String) : []
  );
  return counters && enterprisesOutside(counters.counters.names, access.enterprises, asked)[0];
}

/** Reads the rows, or takes them from what is kept. */
export async function answer(reading: Reading, checked: CheckedRequest): Promise<DatasetAnswer> {
  const answered = await answerFrom(reading, checked);
  return { ...answered, notices: [...answered.notices, ...checked.notices] };
}

async function answerFrom(reading: Reading, checked: CheckedRequest): Promise<DatasetAnswer> {
  const { services, access, signal, now } = reading;
  const { dataset } = checked;
  switch (dataset.origin) {
    case 'counters':
      // The counters are read a few queries of each token at a time.
      return answerFromCounters(reading, checked, (ending) => {
        const read = () => readNoted(checked, ending);
        return services.load === undefined ? read() : services.load.run(access, dataset.name, read, ending);
      });
    case 'process': {
      const source = ageOfOrigin([], dataset.origin, services.rules, now);
      const notices = noticesOf([], dataset.origin, { rules: services.rules, now, fixedClock: services.clock.fixed });
      const noted = await readNoted(checked, signal);
      return { dataset, rows: noted.rows, source, notices: [...notices, ...noted.notices], kept: false };
    }
    case 'tickets':
    case 'alerts':
    case 'none':
      return answerFromStore(reading, checked, () => readNoted(checked, signal));
  }
}

async function readNoted(
  { dataset, values, context }: CheckedRequest,
  signal: AbortSignal
): Promise<NotedRows<AnyRow>> {
  const { db, dbUnder } = context;
  const underSignal = { ...context, signal, db: dbUnder?.(signal) ?? db };
  const result = await dataset.read(underSignal, values as never);
  return Array.isArray(result) ? { rows: result, notices: [] } : result;
}

function defaultStart({ defaultRange }: Dataset, to: Date, timezone: string): number {
  return defaultRange === 'month'
    ? DateTime.fromJSDate(to, { zone: zoneNamed(timezone) })
        .startOf('month')
        .toMillis()
    : to.getTime() - DEFAULT_RANGE_MS;
}

function checkRange(request: DatasetRequest, now: Date, startFor: (to: Date) => number): { from: Date; to: Date } {
  const to = checkInstant('to', request.to ?? now.getTime());
  const from = checkInstant('from', request.from ?? startFor(to));
  if (from > to) {
    throw new VigieError('parameter_invalid', {
      fr: 'la période est à l’envers : `from` est après `to`',
      en: 'the range is upside down: `from` is later than `to`',
    });
  }
  return { from, to };
}

function checkInstant(name: string, milliseconds: number): Date {
  const instant = usableInstant(milliseconds);
  if (instant === undefined) {
    throw new VigieError('parameter_invalid', {
      fr: `\`${name}\` doit être un instant en millisecondes depuis 1970, de l’an 1000 à 9998`,
      en: `\`${name}\` must be an instant in epoch milliseconds, from the year 1000 to 9998`,
    });
  }
  return instant;
}

/**
 * The zone whose days a request means. A name this machine does not know is no error: browsers whose system has no zone send
 * `Etc/Unknown`, newer ones send names that an older time zone database lacks, and neither may blank their panels.
 */
function timezoneOf(
  { timezone }: DatasetRequest,
  rules: Pick<Rules, 'grafana'>
): { timezone: string; unknown: string | undefined } {
  return !timezone || ianaName(timezone) !== undefined
    ? { timezone: timezone || rules.grafana.timezone, unknown: undefined }
    : { timezone: rules.grafana.timezone, unknown: timezone };
}

import type { SourceReadingRow } from '../../../store/schema.ts';
import { NOTICE_TEXTS } from '../../notices/notice-texts.ts';
import { noticesOf } from '../../notices/notices.ts';
import { ageOfOrigin } from '../../notices/source-age.ts';
import type { CheckedRequest, DatasetAnswer, Reading } from '../reading.ts';
import type { AnyRow, NotedRows, Notice } from '../rows.ts';

/**
 * Answers from the store, with the rows kept since the last reading of the upstreams where there are some; while the store gives
 * no answer, the last good one with its age and a warning.
 * @throws {VigieError} or a database error, in an outage when nothing was kept
 */
export async function answerFromStore(
  reading: Reading,
  checked: CheckedRequest,
  load: () => Promise<NotedRows<AnyRow>>
): Promise<DatasetAnswer> {
  const { services, access, now } = reading;
  const { dataset } = checked;
  const read = async () => {
    const end = services.operation?.activities.begin(access, dataset.name, 'store');
    try {
      const states = await reading.states();
      return { states, ...(await readRows(reading, checked, states, load)) };
    } finally {
      end?.();
    }
  };
  const kept = await (services.lastAnswers?.read(access, questionsOf(checked), read, ({ rows }) => rows.length) ??
    read().then((value) => ({ value, ageSeconds: 0, error: null })));
  const { states, rows, notices } = kept.value;
  const outage: Notice[] =
    kept.error === null ? [] : [{ severity: 'warning', text: NOTICE_TEXTS.storeAway(kept.ageSeconds) }];
  return {
    dataset,
    rows,
    source: ageOfOrigin(states, dataset.origin, services.rules, now),
    notices: [
      ...noticesOf(states, dataset.origin, { rules: services.rules, now, fixedClock: services.clock.fixed }),
      ...outage,
      ...notices,
    ],
    kept: kept.error !== null,
  };
}

async function readRows(
  { services, access }: Reading,
  { dataset, key }: CheckedRequest,
  states: SourceReadingRow[],
  load: () => Promise<NotedRows<AnyRow>>
): Promise<NotedRows<AnyRow>> {
  // On a clock held still, two readings can look the same.
  const answers = dataset.usesClock || services.clock.fixed ? undefined : services.answers;
  // The states name the revision of the rows: those read now are of that one or newer, and then nobody asks for this key again.
  const readingKey = `${JSON.stringify(states)}${key}`;
  const known = answers?.get(readingKey);
  if (known) {
    return known;
  }
  services.load?.admit(access, dataset.name, true);
  const noted = await load();
  answers?.set(readingKey, noted);
  return noted;
}

/** Grains of what tells a range that moves with the clock: its length, and how long ago it ends. */
const LENGTH_MS = 60_000;
const DISTANCE_MS = 5 * 60_000;

/** Names under which an answer is kept: as it was asked, and with a range by its length and its distance from now. */
function questionsOf({
  dataset,
  values,
  context: { range, timezone, maxDataPoints, language, now },
}: CheckedRequest): unknown[] {
  const question = [dataset.name, values, dataset.usesLanguage ? language : null];
  if (!dataset.usesRange) {
    return [question];
  }
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  const asked = [...question, timezone, maxDataPoints];
  return [
    [...asked, from, to],
    [...asked, 'ago', Math.round((to - from) / LENGTH_MS), Math.round((now.getTime() - to) / DISTANCE_MS)],
  ];
}

import { DateTime } from 'luxon';

import { zoneNamed } from '../../domain/clock/zone.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { JobStanding } from '../../jobs/standing.ts';
import { type Check, failed, ok, warning } from '../check.ts';

const PART = 'jobs';

/** When is each job due next, and did the last run of each come to its end? */
export function checkJobs(jobs: readonly JobStanding[]): Check[] {
  return jobs.map((job) => {
    const { last } = job;
    const title = TITLES[job.name];
    const next = TEXTS.next(title, job.nextAt === null ? undefined : wallClock(job.nextAt, job.timezone));
    if (last?.error && (last.state === 'failed' || last.state === 'pending')) {
      return failed(PART, both(next, TEXTS.failed(), last.error), TEXTS.tryNow(job.name));
    }
    if (last?.error && last.state === 'missed') {
      return warning(PART, both(next, TEXTS.missed(), last.error), TEXTS.tryNow(job.name));
    }
    return ok(PART, next);
  });
}

const wallClock = (instant: Date, zone: string): string =>
  `${DateTime.fromJSDate(instant, { zone: zoneNamed(zone) }).toFormat('yyyy-LL-dd HH:mm')} (${zone})`;

function both(...texts: LocalizedText[]): LocalizedText {
  return { fr: texts.map(({ fr }) => fr).join(' '), en: texts.map(({ en }) => en).join(' ') };
}

const TITLES: Record<JobStanding['name'], LocalizedText> = {
  purge: { fr: 'Purge', en: 'Purge' },
  tidyUp: { fr: 'Rangement', en: 'Tidy-up' },
  doctor: { fr: 'Examen de nuit', en: 'Nightly examination' },
};

const TEXTS = {
  next: ({ fr, en }: LocalizedText, at: string | undefined): LocalizedText =>
    at === undefined
      ? { fr: `${fr} : n’est pas planifié.`, en: `${en}: is off.` }
      : { fr: `${fr} : prochain passage le ${at}.`, en: `${en}: next run at ${at}.` },
  failed: (): LocalizedText => ({ fr: 'Le dernier a échoué :', en: 'The last one failed:' }),
  missed: (): LocalizedText => ({ fr: 'Le dernier n’a pas eu lieu :', en: 'The last one was not made:' }),
  tryNow: (name: string): LocalizedText => ({
    fr: `Le journal du serveur en dit plus ; « vigie jobs run ${name} » essaie tout de suite.`,
    en: `The server's log says more; "vigie jobs run ${name}" tries now.`,
  }),
};

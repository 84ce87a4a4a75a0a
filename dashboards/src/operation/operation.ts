import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../elements/language.ts';
import { beside, SCREEN_ROWS, stacked } from '../page/layout.ts';
import { pagesLink } from '../page/links.ts';
import { page } from '../page/page.ts';
import { OPERATION_PAGE } from './addresses.ts';
import { reportsSent } from './annotations.ts';
import { backend } from './panels/backend.ts';
import { callers } from './panels/callers.ts';
import { figures } from './panels/figures.ts';
import { overTime } from './panels/over-time.ts';
import { readings } from './panels/readings.ts';
import { waiting } from './panels/waiting.ts';

const TEXTS = {
  title: { fr: 'Exploitation', en: 'Operation' },
  description: {
    fr: 'Le travail de Vigie elle-même : qui attend quoi et depuis quand, durées, refus, lectures des sources',
    en: 'The work of Vigie itself: who waits for what and since when, durations, refusals, readings of the upstreams',
  },
};

/** "Exploitation": for those who run Vigie, in the main organisation alone. */
export function operation(language: Language): Dashboard {
  return page({
    uid: OPERATION_PAGE,
    ...inLanguage(TEXTS, language),
    annotations: [reportsSent(language)],
    links: [pagesLink(language)],
    time: { from: 'now-1h', to: 'now' },
    rows: SCREEN_ROWS,
    layout: stacked(
      [4, figures(language)],
      [
        8,
        beside([1, overTime(language, 'queries')], [1, overTime(language, 'waits')], [1, overTime(language, 'memory')]),
      ],
      [9, beside([1, waiting(language)], [1, callers(language)])],
      [5, beside([1, backend(language)], [1, readings(language)])]
    ),
  });
}

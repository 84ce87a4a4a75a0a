import { t } from '@grafana/i18n';

import { toRequestError } from '../api/requestError';
import { type ScreenPage, ScreenProblem } from './screen';

/** What a screen shows. */
export function pageText(page: ScreenPage): string {
  switch (page) {
    case 'playlist':
      return t('screens.page.playlist', 'Board and clients in turn');
    case 'board':
      return t('screens.page.board', 'Board');
    case 'clients':
      return t('screens.page.clients', 'Tickets by big client');
    case 'part':
      return t('screens.page.part', 'One queue');
    case 'history':
      return t('screens.page.history', 'History');
    case 'sources':
      return t('screens.page.sources', 'Sources');
    default:
      return page;
  }
}

/** Why something did not come off, and what to do. */
export function problemText(failure: unknown): string {
  if (!(failure instanceof ScreenProblem)) {
    return toRequestError(failure).message;
  }
  return failure.code === 'linksOff'
    ? t(
        'screens.problem.linksOff',
        'This Grafana does not take links, or does not know Vigie’s key: see [auth.jwt] in the documentation of the screens, then restart Grafana. Nothing was changed.'
      )
    : t(
        'screens.problem.foreignAccount',
        'The account of this screen in Grafana is no longer the one that Vigie made: nothing was changed. Give it another login there, or remove it.'
      );
}

import { config } from '@grafana/runtime';

import { generatePassword } from '../accounts/form/password';
import { createAccount } from '../accounts/grafana/createAccount';
import { deleteUser, findUser } from '../accounts/grafana/grafanaUsers';
import type { paths, Screen, ScreenLink } from '../api/contract';
import { send } from '../api/send';
import { RESOURCES_URL } from '../constants';

export type { Screen };
export type ScreenPage = Screen['page'];

/** The screens, and the organisation they belong to. */
export type Screens = ScreensAnswer & {
  /** When they were read, by this machine's clock, in epoch milliseconds. */
  readAt: number;
};
type ScreensAnswer = paths['/v1/screens']['get']['responses'][200]['content']['application/json'];

/** What a person wants a screen to be. */
export type NewScreen = Required<paths['/v1/screens']['post']>['requestBody']['content']['application/json'];

/** Why a screen cannot be made or ended here, other than by a refusal of the backend or of Grafana. */
export class ScreenProblem extends Error {
  readonly code: 'linksOff' | 'foreignAccount';

  constructor(code: ScreenProblem['code']) {
    super(code);
    this.name = 'ScreenProblem';
    this.code = code;
  }
}

const URL = `${RESOURCES_URL}/screens`;

export async function fetchScreens(): Promise<Screens> {
  return { ...(await send<ScreensAnswer>('GET', URL)), readAt: Date.now() };
}

export function renameScreen({ id }: Screen, name: string): Promise<Screen> {
  return send('PATCH', `${URL}/${id}`, { data: { name } });
}

/**
 * Makes a screen: begun in Vigie, its account in Grafana, then its link. What broke off is gone on with by doing it again.
 *
 * @returns the whole address of its link, which is kept nowhere
 * @throws {ScreenProblem} when Grafana does not take links: then nothing was changed
 */
export async function makeScreen(wanted: NewScreen, org: NonNullable<Screens['org']>): Promise<string> {
  await requireLinks();
  const { id, name, login, email } = await send<Screen>('POST', URL, { data: wanted });
  await removeAccount({ login, email });
  await createAccount({ login, name, email, password: generatePassword(), place: { org, role: 'Viewer' } });
  const { path } = await send<ScreenLink>('POST', `${URL}/${id}/link`, { data: {} });
  return `${window.location.origin}${config.appSubUrl}${path}`;
}

/** Ends a screen at once: its account goes, and with it its sessions and its link. */
export async function endScreen(screen: Screen): Promise<void> {
  await removeAccount(screen);
  await send('DELETE', `${URL}/${screen.id}`);
}

/** Removes the account of a screen, if there is one. @throws {ScreenProblem} when its login is somebody else's */
async function removeAccount({ login, email }: Pick<Screen, 'login' | 'email'>): Promise<void> {
  const account = await findUser(login);
  if (account === undefined) {
    return;
  }
  if (account.email !== email || account.isGrafanaAdmin) {
    throw new ScreenProblem('foreignAccount');
  }
  await deleteUser(account.id);
}

/**
 * Asks Grafana whether it takes links, with one for an account that does not exist: it names the account as unknown only once it
 * trusts the key. Not through Grafana's own client, which would take the refusal for that of this session.
 */
async function requireLinks(): Promise<void> {
  const { token } = await send<{ token: string }>('POST', `${URL}/probe`, { data: {} });
  const headers = { 'X-JWT-Assertion': token, Accept: 'application/json' };
  const answer = await fetch(`${config.appSubUrl}/api/user`, { headers, credentials: 'omit' });
  const { messageId } = Object(await answer.json().catch(() => undefined));
  if (!String(messageId).startsWith('user.sync.')) {
    throw new ScreenProblem('linksOff');
  }
}

import { randomBytes } from 'node:crypto';

import { type GrafanaClient, GrafanaError } from './api/client.ts';
import { MAIN_ORG_ID } from './resources/main-org.ts';

/** The account of a screen in Grafana. */
export interface ScreenAccount {
  login: string;
  /** By it the account is known as the screen's own: nobody else's is ever touched. */
  email: string;
  /** Shown in Grafana. */
  name: string;
}

interface FoundUser {
  id: number;
  login: string;
  email: string;
  isGrafanaAdmin: boolean;
}

/**
 * Makes the account of a screen a viewer of one organisation and of no other. One that was half made is gone on with.
 * @throws {GrafanaError} also when the login is somebody else's
 */
export function makeScreenAccount(client: GrafanaClient, account: ScreenAccount, orgId: number): Promise<void> {
  // Nobody knows the password: its link is the only way in. Its end is what a strict password policy asks for.
  return makeViewer(client, account, orgId, `${randomBytes(32).toString('base64url')}-aA1`);
}

/**
 * Makes an account a viewer of one organisation and of no other. One that was half made is gone on with, and keeps its password.
 *
 * With `auto_assign_org` off, which is what Vigie ships, Grafana gives a new user an organisation of their own, named after the
 * address, with them as its admin: that one goes.
 * @throws {GrafanaError} also when the login is somebody else's
 */
export async function makeViewer(
  client: GrafanaClient,
  account: ScreenAccount,
  orgId: number,
  password: string
): Promise<void> {
  const { login, email, name } = account;
  const existing = await findOwnAccount(client, account);
  if (existing === undefined) {
    await removeOrphan(client, email);
  }
  const id =
    existing?.id ??
    (await client.send<{ id: number }>('POST', '/api/admin/users', { body: { login, email, name, password } })).id;
  const memberships = await client.get<{ orgId: number; name: string; role: string }[]>(`/api/users/${id}/orgs`);
  const here = memberships.find((membership) => membership.orgId === orgId);
  if (here === undefined) {
    await client.send('POST', `/api/orgs/${orgId}/users`, { body: { loginOrEmail: login, role: 'Viewer' } });
  } else if (here.role !== 'Viewer') {
    await client.send('PATCH', `/api/orgs/${orgId}/users/${id}`, { body: { role: 'Viewer' } });
  }
  await client.send('POST', `/api/users/${id}/using/${orgId}`);
  for (const other of memberships.filter((membership) => membership.orgId !== orgId)) {
    await (other.name === email
      ? client.send('DELETE', `/api/orgs/${other.orgId}`, { orgId: MAIN_ORG_ID })
      : client.send('DELETE', `/api/orgs/${other.orgId}/users/${id}`));
  }
}

/**
 * Removes the account of a screen, which ends its link and its sessions at once.
 * @returns false when there was none
 * @throws {GrafanaError} also when the login is somebody else's
 */
export async function removeScreenAccount(client: GrafanaClient, account: ScreenAccount): Promise<boolean> {
  const existing = await findOwnAccount(client, account);
  if (existing === undefined) {
    return false;
  }
  await client.send('DELETE', `/api/admin/users/${existing.id}`);
  return true;
}

/** Grafana makes the organisation of a new user first, and leaves it behind when it then refuses the user. */
async function removeOrphan(client: GrafanaClient, email: string): Promise<void> {
  const orphan = await client.find<{ id: number }>(`/api/orgs/name/${encodeURIComponent(email)}`);
  if (orphan !== undefined) {
    await client.send('DELETE', `/api/orgs/${orphan.id}`, { orgId: MAIN_ORG_ID });
  }
}

async function findOwnAccount(client: GrafanaClient, { login, email }: ScreenAccount): Promise<FoundUser | undefined> {
  const path = `/api/users/lookup?loginOrEmail=${encodeURIComponent(login)}`;
  const found = await client.find<FoundUser>(path);
  if (found !== undefined && (found.email !== email || found.isGrafanaAdmin)) {
    throw new GrafanaError({
      fr: `Le compte « ${login} » de Grafana n’est pas celui que Vigie a créé pour cet écran : rien n’est changé. Donnez-lui-y un autre identifiant, ou supprimez-le, puis recommencez.`,
      en: `The account "${login}" in Grafana is not the one that Vigie made for this screen: nothing was changed. Give it another login there, or remove it, then run this again.`,
    });
  }
  return found;
}

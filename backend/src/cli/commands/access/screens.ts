import { readEnvironment } from '../../../config/environment/environment.ts';
import type { ScreenPage } from '../../../domain/screens/screen.ts';
import { printable } from '../../../domain/text/printable.ts';
import { fold } from '../../../domain/text/text.ts';
import { createGrafanaClient, type GrafanaClient } from '../../../grafana/api/client.ts';
import { checkLinks, linkProblem } from '../../../grafana/api/link-check.ts';
import { publicAddress } from '../../../grafana/api/public-address.ts';
import { makeScreenAccount, removeScreenAccount } from '../../../grafana/screen-account.ts';
import { writeKeySet } from '../../../screens/key-file.ts';
import type { ScreenAnswer } from '../../../screens/screen-answer.ts';
import type { Backend } from '../../backend/backend.ts';
import { withBackend } from '../../backend/connect.ts';
import { CommandError, UsageError } from '../../terminal/exit.ts';
import { type Io, printJson, printLines, remark, say } from '../../terminal/io.ts';
import { printTable } from '../../terminal/print-table.ts';
import { CELLS, TITLES } from '../../titles.ts';
import { WHICH_GRAFANA } from '../grafana.ts';

interface JsonOption {
  json?: boolean;
}

export interface AddScreenOptions extends JsonOption {
  page?: ScreenPage;
  playlist?: boolean;
  /** Days. */
  expires?: number;
  replace?: boolean;
}

/** Makes a screen with its account in Grafana, and shows its link: this is the only time it can be seen. */
export async function addScreen(io: Io, name: string, options: AddScreenOptions): Promise<void> {
  const client = grafanaOf(io);
  const { link, screen } = await withBackend(io, async (backend) => {
    const { screens } = backend;
    const problem = linkProblem(await checkLinks(client, (await screens.probe()).token));
    if (problem !== undefined) {
      throw new CommandError(problem);
    }
    const orgId = await screensOrgId(backend);
    if (options.replace) {
      await endScreen(backend, client, await named(backend, name));
    }
    const begun = await screens.begin({
      name,
      ...(options.page === undefined ? {} : { page: options.page }),
      ...(options.expires === undefined ? {} : { expiresInDays: options.expires }),
    });
    await makeScreenAccount(client, begun, orgId);
    return { link: await screens.link(begun.id), screen: begun };
  });
  const url = (await publicAddress(client)) + link.path;
  if (options.json) {
    printJson(io, { ...summary(screen), url });
    return;
  }
  printLines(io, [url]);
  const until = screen.expiresAt.slice(0, 10);
  remark(io, {
    fr: `Écran « ${printable(screen.name)} », jusqu’au ${until}. Qui a ce lien voit le tableau : saisissez-le maintenant dans le navigateur de l’écran, il n’est montré que cette fois.`,
    en: `Screen "${printable(screen.name)}", until ${until}. Anyone who has this link sees the board: type it into the browser of the screen now, it is shown only once.`,
  });
}

/** Shows all screens with what they last said of themselves. */
export async function listScreens(io: Io, { json = false }: JsonOption): Promise<void> {
  const screens = await withBackend(io, (backend) => backend.screens.list());
  if (json) {
    printJson(io, { screens });
    return;
  }
  const titles = [
    ...[TITLES.name, TITLES.state, TITLES.lastSeen, TITLES.page, TITLES.size, TITLES.data],
    ...[TITLES.version, TITLES.expires, TITLES.account],
  ];
  const rows = screens.map(({ name, state, seen, page, expiresAt, login }) => [
    printable(name),
    state,
    seen?.at ?? CELLS.never[io.language],
    printable(seen?.page ?? page),
    seen === null ? '' : `${seen.width}×${seen.height}`,
    seen === null ? '' : (seen.dataAt ?? CELLS.noData[io.language]),
    printable(seen?.version ?? ''),
    expiresAt.slice(0, 10),
    login,
  ]);
  printTable(io, titles, rows);
}

/** Ends a screen at once: its account is removed from Grafana, and with it its sessions and its link. */
export async function revokeScreen(io: Io, name: string): Promise<void> {
  const client = grafanaOf(io);
  const screen = await withBackend(io, async (backend) => {
    const found = await named(backend, name);
    await endScreen(backend, client, found);
    return found;
  });
  const shown = printable(screen.name);
  say(io, {
    fr: `L’écran « ${shown} » est révoqué : son lien ne vaut plus rien.`,
    en: `The screen "${shown}" is revoked: its link ends now.`,
  });
}

/** Gives a screen another name; its link stays. */
export async function renameScreen(io: Io, name: string, to: string): Promise<void> {
  const renamed = await withBackend(io, async (backend) => backend.screens.rename((await named(backend, name)).id, to));
  const shown = printable(renamed.name);
  say(io, { fr: `L’écran s’appelle maintenant « ${shown} ».`, en: `The screen is called "${shown}" now.` });
}

/** Shows the public key for Grafana's `jwk_set_file`, writes it into a file, or makes another one first. */
export async function screenKey(io: Io, { out, rotate = false }: { out?: string; rotate?: boolean }): Promise<void> {
  const environment = readEnvironment(io.env);
  const keySet = await withBackend(io, async ({ screens }) => {
    if (rotate) {
      await screens.rotateKey();
    }
    return screens.keySet();
  });
  const file = out ?? (rotate ? environment.screenKeysFile : undefined);
  if (file === undefined) {
    printJson(io, keySet);
    return;
  }
  await writeKeySet(file, keySet);
  say(io, {
    fr: `La clé publique est dans ${file} ; Grafana la lit à son démarrage.`,
    en: `The public key is in ${file}; Grafana reads it when it starts.`,
  });
  if (rotate) {
    say(io, {
      fr: 'Quand Grafana l’a, tous les liens ont pris fin : créez-en d’autres par « vigie screens add NOM --replace ».',
      en: 'When Grafana has it, all links have ended: make new ones with "vigie screens add NAME --replace".',
    });
  }
}

async function endScreen(backend: Backend, client: GrafanaClient, screen: ScreenAnswer): Promise<void> {
  await removeScreenAccount(client, screen);
  await backend.screens.revoke(screen.id);
}

/** The screen of this name (without regard to case, accents and spaces) that is not revoked. */
async function named({ screens }: Pick<Backend, 'screens'>, name: string): Promise<ScreenAnswer> {
  const known = (await screens.list()).filter(({ state }) => state !== 'revoked');
  const found = known.find((screen) => fold(screen.name) === fold(name));
  if (found === undefined) {
    const shown = printable(name);
    throw new CommandError({
      fr: `Aucun écran ne s’appelle « ${shown} ». « vigie screens list » les montre tous.`,
      en: `There is no screen named "${shown}". "vigie screens list" shows all.`,
    });
  }
  return found;
}

async function screensOrgId(backend: Backend): Promise<number> {
  const orgId = (await backend.listGrafanaOrgs()).find(({ kind }) => kind === 'screens')?.orgId;
  if (orgId === undefined || orgId === null) {
    throw new CommandError({
      fr: 'Grafana n’a pas encore d’organisation pour les écrans : créez-la par « vigie grafana apply ».',
      en: 'Grafana has no organisation for the screens yet: make it with "vigie grafana apply".',
    });
  }
  return orgId;
}

function grafanaOf(io: Io): GrafanaClient {
  const { grafana } = readEnvironment(io.env);
  if (grafana === undefined) {
    throw new UsageError(WHICH_GRAFANA);
  }
  return createGrafanaClient(grafana);
}

function summary({ id, name, login, page, expiresAt }: ScreenAnswer) {
  return { id, name, login, page, expiresAt };
}

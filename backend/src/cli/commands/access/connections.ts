import { printable } from '../../../domain/text/printable.ts';
import type { SourceKind } from '../../../store/schema.ts';
import type { NewConnection } from '../../../upstreams/connections/new-connection.ts';
import { withBackend } from '../../backend/connect.ts';
import { EXIT, type ExitCode } from '../../terminal/exit.ts';
import { type Io, printJson, printLines, remark, say } from '../../terminal/io.ts';
import { printTable } from '../../terminal/print-table.ts';
import { confirm, readSecret } from '../../terminal/prompt.ts';
import { CELLS, TITLES } from '../../titles.ts';

export interface AddConnectionOptions {
  kind?: SourceKind;
  url?: string;
  db?: string;
  login?: string;
  requestsPerMinute?: number;
  replace?: boolean;
  json?: boolean;
}

type JsonOption = { json?: boolean };

/** Tests an upstream account and stores it; its API key comes from a prompt or from standard input, never an argument. */
export async function addConnection(io: Io, name: string, options: AddConnectionOptions): Promise<void> {
  const { kind, url, db: database, login, requestsPerMinute, replace, json } = options;
  const secret = await readSecret(io, {
    fr: `Clé d’API de « ${name} » (elle ne s’affiche pas) : `,
    en: `API key of "${name}" (it is not shown): `,
  });
  const connection: NewConnection = { name, kind, url, database, login, requestsPerMinute, replace, secret };
  const { text, warnings } = await withBackend(io, (backend) => backend.addConnection(connection));
  if (json) {
    printJson(io, { name, text, warnings });
    return;
  }
  say(io, {
    fr: `La connexion ${name} est ${replace ? 'remplacée' : 'ajoutée'}. ${text.fr}`,
    en: `The connection ${name} is ${replace ? 'replaced' : 'added'}. ${text.en}`,
  });
  warnings.forEach((warning) => remark(io, warning));
}

/** Shows all connections, without their credentials. */
export async function listConnections(io: Io, { json = false }: JsonOption): Promise<void> {
  const connections = await withBackend(io, (backend) => backend.listConnections());
  if (json) {
    printJson(io, { connections });
    return;
  }
  const titles = [
    ...[TITLES.name, TITLES.kind, TITLES.from, TITLES.address, TITLES.state],
    ...[TITLES.keyExpires, TITLES.webhook],
  ];
  const rows = connections.map(({ name, kind, origin, url, database, state, keyExpiresAt, webhook }) => [
    printable(name),
    kind,
    origin,
    printable(database === null ? url : `${url} (${database})`),
    state,
    keyExpiresAt ?? '-',
    webhook === null ? '-' : (webhook.lastCalledAt ?? CELLS.neverCalled[io.language]),
  ]);
  printTable(io, titles, rows);
  for (const { name, problem } of connections) {
    if (problem !== null) {
      remark(io, { fr: `${name} : ${printable(problem.fr)}`, en: `${name}: ${printable(problem.en)}` });
    }
  }
}

/** Asks an upstream account whether it takes its key. Fails when it does not. */
export async function testConnection(io: Io, name: string, { json = false }: JsonOption): Promise<ExitCode> {
  const test = await withBackend(io, (backend) => backend.testConnection(name));
  if (json) {
    printJson(io, test);
  } else {
    say(io, { fr: `${name} : ${test.text.fr}`, en: `${name}: ${test.text.en}` });
    test.warnings.forEach((warning) => remark(io, warning));
  }
  return test.ok ? EXIT.fine : EXIT.failed;
}

/** Deletes a connection and all that was read from it, after a question. */
export async function removeConnection(io: Io, name: string, { yes = false }: { yes?: boolean }): Promise<ExitCode> {
  const question = {
    fr: `Supprimer la connexion ${name}, ses identifiants et tout ce qui en a été lu ?`,
    en: `Remove the connection ${name}, its credentials and all that was read from it?`,
  };
  if (!yes && !(await confirm(io, question))) {
    say(io, { fr: 'Rien n’a été supprimé.', en: 'Nothing was removed.' });
    return EXIT.failed;
  }
  const { tickets, alerts } = await withBackend(io, (backend) => backend.removeConnection(name));
  say(io, {
    fr: `La connexion ${name} est supprimée, avec ${tickets} tickets et ${alerts} alertes.`,
    en: `The connection ${name} is removed, with ${tickets} tickets and ${alerts} alerts.`,
  });
  return EXIT.fine;
}

/** Makes a connection's webhook and shows its address, once; or ends it. */
export async function webhookOf(
  io: Io,
  name: string,
  { remove = false, json = false }: JsonOption & { remove?: boolean }
): Promise<void> {
  if (remove) {
    await withBackend(io, (backend) => backend.removeWebhook(name));
    say(io, { fr: `Le webhook de ${name} est supprimé.`, en: `The webhook of ${name} is removed.` });
    return;
  }
  const webhook = await withBackend(io, (backend) => backend.createWebhook(name));
  if (json) {
    printJson(io, webhook);
    return;
  }
  printLines(io, [webhook.path]);
  remark(io, {
    fr: `Faites appeler ce chemin par ${name}, après l’adresse publique de Vigie (POST, https). C’est un secret, montré cette seule fois ; le précédent ne vaut plus rien.`,
    en: `Let ${name} call this path behind the public address of Vigie (POST, https). It is a secret and is shown only once; the one before it no longer works.`,
  });
}

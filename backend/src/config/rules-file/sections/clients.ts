import type { ClientId, ClientRule, VolumeThresholds } from '../../../domain/rules/rules.ts';
import { fold } from '../../../domain/text/text.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { list, type ListCheck, mapping, optional, type Parser, required, scalar, text } from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';
import { volumeOverride } from './volume.ts';

const clientId: Parser<ClientId> = scalar(
  { fr: 'un identifiant tel que 101, ou "connexion/101"', en: 'an id such as 101, or "connection/101"' },
  (value) => {
    const written = typeof value === 'number' ? String(value) : value;
    const match = typeof written === 'string' ? /^(?:([^/\s]+)\/)?(\d{1,15})$/.exec(written) : null;
    return match ? { connection: match[1] ?? null, id: Number(match[2]) } : undefined;
  }
);

const idText = (id: string): LocalizedText => ({ fr: `l’identifiant ${id}`, en: `the id ${id}` });

/** What one client says is its own, and where it says so. */
interface Claim {
  /** What may be claimed once. */
  key: string;
  /** As the error names it. */
  label: LocalizedText;
  path: Path;
}

/** Two clients that share a name, an alias or an id could not be told apart. */
const checkClaims: ListCheck<ClientRule> = (clients, path, problems) => {
  const owners = new Map<string, { index: number; claim: Claim }>();
  for (const [index, client] of clients.entries()) {
    for (const claim of client === undefined ? [] : claimsOf(client, [...path, index])) {
      const owner = owners.get(claim.key);
      if (owner === undefined) {
        owners.set(claim.key, { index, claim });
      } else if (owner.index !== index) {
        refuse(problems, claim, client as ClientRule, clients[owner.index] as ClientRule, owner.claim.path);
      }
    }
  }
};

function claimsOf(client: ClientRule, path: Path): Claim[] {
  const names = [client.name, ...client.aliases].map((name, index) => ({
    key: `name ${fold(name)}`,
    label:
      index === 0
        ? { fr: `le nom « ${name} »`, en: `the name "${name}"` }
        : { fr: `l’autre nom « ${name} »`, en: `the alias "${name}"` },
    path: index === 0 ? [...path, 'name'] : [...path, 'aliases', index - 1],
  }));
  const ids = (['ateraCustomerIds', 'odooPartnerIds'] as const).flatMap((list) =>
    client[list].map(({ connection, id }, index) => ({
      key: JSON.stringify([list, connection, id]),
      label: idText(`${connection === null ? '' : `${connection}/`}${id}`),
      path: [...path, list, index],
    }))
  );
  return [...names, ...ids];
}

function refuse(problems: Problems, claim: Claim, client: ClientRule, owner: ClientRule, claimedAt: Path): void {
  const line = problems.lineOf(claimedAt);
  problems.add(claim.path, {
    fr: `${claim.label.fr} de « ${client.name} » appartient déjà à « ${owner.name} » (ligne ${line})`,
    en: `${claim.label.en} of "${client.name}" belongs to "${owner.name}" already (line ${line})`,
  });
}

/** The big clients. */
export const clientList: Parser<ClientRule[]> = list(
  mapping({
    name: required(text),
    aliases: optional(list(text), []),
    ateraCustomerIds: optional(list(clientId), []),
    odooPartnerIds: optional(list(clientId), []),
    volume: optional<VolumeThresholds | null>(volumeOverride, null),
  }),
  checkClaims
);

import Type from 'typebox';

import type { ClientId, ClientRule } from '../../../domain/rules/rules.ts';
import { fold } from '../../../domain/text/text.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { mapping, type Path, text } from '../../../schemas/types.ts';
import type { Problems } from '../problems.ts';
import { checkVolume, volumeOverride } from './volume.ts';

const clientId = Type.Decode(
  Type.Union(
    [Type.Integer({ minimum: 0, maximum: 999_999_999_999_999 }), Type.String({ pattern: '^([^/\\s]+/)?\\d{1,15}$' })],
    { expected: { fr: 'un identifiant tel que 101, ou "connexion/101"', en: 'an id such as 101, or "connection/101"' } }
  ),
  (written): ClientId => {
    const [id, connection] = String(written).split('/').reverse();
    return { connection: connection ?? null, id: Number(id) };
  }
);

/** The big clients. */
export const clientList = Type.Array(
  Type.Decode(
    mapping({
      name: text,
      aliases: Type.Optional(Type.Array(text)),
      ateraCustomerIds: Type.Optional(Type.Array(clientId)),
      odooPartnerIds: Type.Optional(Type.Array(clientId)),
      volume: Type.Optional(volumeOverride),
    }),
    (given): ClientRule => ({ aliases: [], ateraCustomerIds: [], odooPartnerIds: [], volume: null, ...given })
  )
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
export function checkClients(clients: readonly ClientRule[], path: Path, problems: Problems): void {
  const owners = new Map<string, { owner: ClientRule; path: Path }>();
  for (const [index, client] of clients.entries()) {
    checkVolume(client.volume, [...path, index, 'volume'], problems);
    for (const claim of claimsOf(client, [...path, index])) {
      const earlier = owners.get(claim.key);
      if (earlier === undefined) {
        owners.set(claim.key, { owner: client, path: claim.path });
      } else if (earlier.owner !== client) {
        refuse(problems, claim, client, earlier.owner, earlier.path);
      }
    }
  }
}

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

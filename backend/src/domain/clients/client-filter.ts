import type { Rules } from '../rules/rules.ts';
import { fold } from '../text/text.ts';
import { OTHERS } from '../tickets/labels.ts';

/** Which tickets a list of client names means; a ticket need meet one of the three. */
export interface ClientFilter {
  /** Big clients, by their names of the rules. */
  clients: string[];
  /** Clients that are no big ones ("Autres"). */
  others: boolean;
  /** Names as upstreams write them, folded. */
  upstreamNames: ReadonlySet<string>;
}

/** Understands names as screens show them: a big client under any of its spellings, "Autres", or an upstream's name. */
export function clientFilter({ clients }: Pick<Rules, 'clients'>, names: readonly string[]): ClientFilter {
  const bySpelling = new Map(
    clients.flatMap(({ name, aliases }) => [name, ...aliases].map((spelling) => [fold(spelling), name] as const))
  );
  const wanted = new Set(names.map(fold));
  const known = [...wanted].flatMap((name) => bySpelling.get(name) ?? []);
  return {
    clients: [...new Set(known)],
    others: wanted.has(fold(OTHERS.fr)) || wanted.has(fold(OTHERS.en)),
    upstreamNames: new Set([...wanted].filter((name) => !bySpelling.has(name))),
  };
}

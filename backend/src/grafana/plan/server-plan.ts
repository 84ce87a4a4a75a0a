import { createEnterpriseNames } from '../../counters/sites/enterprises.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { GrafanaError } from '../api/client.ts';
import { readServer, type Server } from '../api/server.ts';
import { mainStages } from '../resources/main-org.ts';
import { sideBySide } from '../side-by-side.ts';
import { type Wanted, wantedOrgs } from '../wanted/wanted.ts';
import type { BoundOrg, Onboarding, OrgStage } from './bound-org.ts';
import type { Stage } from './change.ts';
import { orgStages } from './org-plan.ts';
import { type Decisions, pair } from './pairing.ts';
import { findPredecessors } from './predecessors.ts';
import { type KnownBinding, recognise } from './recognise.ts';

/** An organisation and the stages that make it what it should be. */
export interface OrgWork {
  org: string;
  bound: BoundOrg;
  stages: OrgStage[];
}

/** An organisation that nothing can be done for, and why. */
export interface Obstructed {
  org: string;
  problems: LocalizedText[];
}

/** Everything there is to do on a Grafana server. */
export interface ServerWork {
  /** Comes first. */
  main: { org: string; stages: Stage<void>[] };
  /** Can be done side by side. */
  orgs: (OrgWork | Obstructed)[];
  /** Organisations that Vigie made and nobody wants any more. */
  unwanted: KnownBinding[];
  problems: LocalizedText[];
}

export interface Wishes {
  rules: Pick<Rules, 'grafana' | 'counters'>;
  /** Canonical names; undefined while nobody can say which there are. */
  enterprises: readonly string[] | undefined;
  decisions: Decisions;
}

/** Compares a Grafana server with the rules and the enterprises of the counters. Reads only. */
export async function planServer(onboarding: Onboarding, wishes: Wishes): Promise<ServerWork> {
  const { client, registry } = onboarding;
  const { rules, enterprises, decisions } = wishes;
  const server = await readServer(client);
  const bindings = await sideBySide(await registry.listGrafanaOrgs(), async (binding) => ({
    binding,
    found: await recognise(client, server, binding),
  }));
  if (!decisions.forget) {
    refuseOtherServer(client.url, bindings);
  }
  const wanted = wantedOrgs(rules, knownEnterprises(enterprises, bindings, server));
  const { own, orphans } = sortBindings(wanted, bindings, enterprises !== undefined);
  const { canonical } = createEnterpriseNames(rules.counters.enterprises);
  const homeless = wanted.orgs.filter((org) => org.kind === 'tenant' && !own.has(nameOf(org)));
  const predecessors = findPredecessors(homeless, orphans.filter(isTenant), canonical);
  const taken = new Set(bindings.flatMap(({ found }) => (found.state === 'ours' ? found.org.id : [])));
  const context = { onboarding, server, taken, decisions };
  const orgs = await sideBySide(wanted.orgs, async (org): Promise<OrgWork | Obstructed> => {
    const { bound, first } = await pair(context, org, own.get(nameOf(org)) ?? predecessors.get(org));
    return bound === undefined
      ? { org: org.name, problems: first.problems ?? [] }
      : { org: org.name, bound, stages: [() => Promise.resolve(first), ...orgStages(onboarding)] };
  });
  const inherited = new Set(predecessors.values());
  return {
    main: { org: rules.grafana.mainOrg, stages: mainStages(client, rules.grafana) },
    orgs,
    unwanted: orphans.filter((orphan) => !inherited.has(orphan)),
    problems: wanted.problems,
  };
}

/** Against a wrong address: the tokens of the right Grafana would end one after the other. */
function refuseOtherServer(url: string, bindings: readonly KnownBinding[]): void {
  const made = bindings.filter(({ binding }) => binding.orgId !== null);
  if (made.length > 0 && made.every(({ found }) => found.state === 'gone' || found.state === 'foreign')) {
    throw new GrafanaError({
      fr:
        `Le Grafana de ${url} n’a aucune des organisations que Vigie a créées (${made.length}) : GRAFANA_URL est-elle juste ? ` +
        'Si ce Grafana est neuf, ou prend la place d’un autre, ajoutez --forget : elles sont recréées, avec de nouveaux jetons.',
      en:
        `The Grafana at ${url} has none of the organisations that Vigie made (${made.length}): is GRAFANA_URL right? ` +
        'If this Grafana was reinstalled, or takes the place of another, pass --forget: they are made again, with new tokens.',
    });
  }
}

function knownEnterprises(
  enterprises: readonly string[] | undefined,
  bindings: readonly KnownBinding[],
  { orgs }: Server
): Parameters<typeof wantedOrgs>[1] {
  const bound = bindings.filter(isTenant).map(({ binding }) => binding.key);
  return enterprises && { enterprises, bound, mainOrg: orgs.get(1)?.name ?? '' };
}

/** Which bindings belong to something wanted, and which to nothing. */
function sortBindings(
  { orgs, refused }: Wanted,
  bindings: readonly KnownBinding[],
  enterprisesKnown: boolean
): { own: Map<string, KnownBinding>; orphans: KnownBinding[] } {
  const wanted = new Set(orgs.map(nameOf));
  const own = new Map(
    bindings.map((each) => [nameOf(each.binding), each] as const).filter(([name]) => wanted.has(name))
  );
  const orphans = bindings.filter((each) => {
    const { key } = each.binding;
    const undecided = isTenant(each) && (!enterprisesKnown || refused.includes(key));
    return !wanted.has(nameOf(each.binding)) && !undecided;
  });
  return { own, orphans };
}

function isTenant({ binding }: KnownBinding): boolean {
  return binding.kind === 'tenant';
}

function nameOf({ kind, key }: { kind: string; key: string }): string {
  return `${kind} ${key}`;
}

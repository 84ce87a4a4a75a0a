import { randomUUID } from 'node:crypto';

import { fold } from '../../domain/text/text.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import type { Org, Server } from '../api/server.ts';
import { readDataSource } from '../resources/data-source.ts';
import { MAIN_ORG_ID } from '../resources/main-org.ts';
import type { WantedOrg } from '../wanted/wanted.ts';
import { type BoundOrg, type Onboarding, saveBinding } from './bound-org.ts';
import type { Making, Plan } from './change.ts';
import type { KnownBinding } from './recognise.ts';

/** What the person at the terminal decides where Vigie must not. */
export interface Decisions {
  /** Organisations, by their names in Grafana, that are to become Vigie's. */
  adopt: readonly string[];
  /** Whether organisations that are not recognised are made again. */
  forget: boolean;
}

/** What a wanted organisation is bound to, or what stands in the way. */
export interface Pair {
  /** Undefined: nothing can be done. */
  bound: BoundOrg | undefined;
  /** What comes before all else. */
  first: Plan<Making<BoundOrg>>;
}

export interface PairingContext {
  onboarding: Onboarding;
  server: Server;
  /** Numbers of the organisations that are bound already. */
  taken: ReadonlySet<number>;
  decisions: Decisions;
}

/**
 * Finds the organisation of a wanted one, which may not exist yet.
 * @param known its binding, or that of the enterprise under its earlier name
 */
export async function pair(context: PairingContext, wanted: WantedOrg, known: KnownBinding | undefined): Promise<Pair> {
  if (known === undefined) {
    return unbound(context, wanted, newBinding(wanted));
  }
  const { found } = known;
  const binding = { ...known.binding, key: wanted.key };
  switch (found.state) {
    case 'ours': {
      const bound: BoundOrg = { wanted, binding, org: found.org, dataSource: found.dataSource };
      return known.binding.key === wanted.key
        ? { bound, first: { changes: [], notes: [] } }
        : { bound, first: binds(context, bound, becomesOwn(known.binding)) };
    }
    case 'gone':
      return unbound(context, wanted, binding);
    case 'closed': {
      const { id, name } = found.org;
      return refused({
        fr: `L’utilisateur de GRAFANA_ADMIN_USER n’est pas administrateur de l’organisation ${id} (« ${name} ») : ajoutez-l’y, ou prenez celui qui l’a créée.`,
        en: `The user of GRAFANA_ADMIN_USER is no admin of organisation ${id} ("${name}"): add it there, or use the one that made it.`,
      });
    }
    case 'foreign':
      return context.decisions.forget && !context.decisions.adopt.includes(found.org.name)
        ? unbound(context, wanted, binding)
        : foreign(context, wanted, binding, found.org);
  }
}

function newBinding({ kind, key, name }: WantedOrg): GrafanaOrg {
  return { id: randomUUID(), kind, key, orgId: null, orgName: name, tokenId: null };
}

/** An organisation of the wanted name must not become ours by itself, since its people would see the enterprise. */
async function unbound(context: PairingContext, wanted: WantedOrg, binding: GrafanaOrg): Promise<Pair> {
  const namesake = [...context.server.orgs.values()].find(({ name }) => fold(name) === fold(wanted.name));
  if (namesake === undefined) {
    const notes = binding.orgId === null ? [] : [madeAgain(binding)];
    return { bound: { wanted, binding, org: undefined, dataSource: undefined }, first: { changes: [], notes } };
  }
  if (namesake.id === MAIN_ORG_ID || context.taken.has(namesake.id)) {
    return refused({
      fr: `L’organisation ${namesake.id} s’appelle « ${namesake.name} » et sert à autre chose : changez l’un des deux noms.`,
      en: `Organisation ${namesake.id} is called "${namesake.name}" and has another use: change one of the names.`,
    });
  }
  return foreign(context, wanted, binding, namesake);
}

/** Somebody else's organisation, unless the person at the terminal says that it is the right one. */
async function foreign(context: PairingContext, wanted: WantedOrg, binding: GrafanaOrg, org: Org): Promise<Pair> {
  const { decisions, server, onboarding } = context;
  if (!decisions.adopt.includes(org.name)) {
    return refused(foreignText(org, wanted, binding.orgId === org.id));
  }
  if (!server.adminOf.has(org.id)) {
    return refused({
      fr: `Pour reprendre « ${org.name} », l’utilisateur de GRAFANA_ADMIN_USER doit en être administrateur : ajoutez-l’y.`,
      en: `To take over "${org.name}", the user of GRAFANA_ADMIN_USER must be an admin of it: add it there.`,
    });
  }
  const bound: BoundOrg = {
    wanted,
    binding: { ...binding, orgId: org.id, orgName: org.name },
    org,
    dataSource: await readDataSource(onboarding.client, org.id),
  };
  return { bound, first: binds(context, bound, takesOver(org)) };
}

function binds({ onboarding }: PairingContext, bound: BoundOrg, detail: LocalizedText): Plan<Making<BoundOrg>> {
  const change: Making<BoundOrg> = {
    action: 'update',
    object: 'binding',
    org: bound.wanted.name,
    detail,
    basis: bound.binding,
    make: (current) => saveBinding(onboarding.registry, current),
  };
  return { changes: [change], notes: [] };
}

function refused(problem: LocalizedText): Pair {
  return { bound: undefined, first: { changes: [], notes: [], problems: [problem] } };
}

function becomesOwn({ key }: GrafanaOrg): LocalizedText {
  return { fr: `l’organisation de « ${key} » devient la sienne`, en: `the organisation of "${key}" becomes its own` };
}

function takesOver({ id }: Org): LocalizedText {
  return { fr: `reprend l’organisation ${id}`, en: `takes over organisation ${id}` };
}

function madeAgain({ orgId, orgName }: GrafanaOrg): LocalizedText {
  return {
    fr: `L’organisation ${orgId} (« ${orgName} ») n’est plus ce que Vigie avait créé : elle est recréée.`,
    en: `Organisation ${orgId} ("${orgName}") is no longer what Vigie made: it is made again.`,
  };
}

/** @param wasOurs - its number is that of the one that Vigie made */
function foreignText({ id, name }: Org, wanted: WantedOrg, wasOurs: boolean): LocalizedText {
  return {
    fr:
      `L’organisation ${id} (« ${name} ») n’a pas été créée par Vigie : rien n’y est touché. Si ses membres doivent voir ` +
      `« ${wanted.name} », reprenez-la par --adopt "${name}" ; sinon donnez à l’une des deux un autre nom` +
      `${wasOurs ? ', ou créez-en une nouvelle par --forget' : ''}.`,
    en:
      `Organisation ${id} ("${name}") is not one that Vigie made: nothing is touched there. If its people are to see ` +
      `"${wanted.name}", take it over with --adopt "${name}"; else give one of them another name` +
      `${wasOurs ? ', or make a new one with --forget' : ''}.`,
  };
}

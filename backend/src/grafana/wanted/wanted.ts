import { createEnterpriseNames } from '../../counters/sites/enterprises.ts';
import type { Locale } from '../../domain/rules/locale.ts';
import type { GrafanaRules, Rules, TenantTickets } from '../../domain/rules/rules.ts';
import { fold } from '../../domain/text/text.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { NewToken } from '../../identity/tokens.ts';
import type { GrafanaOrgKind } from '../../store/settings/grafana-orgs.ts';

/** An organisation as it should be. */
export interface WantedOrg {
  kind: GrafanaOrgKind;
  /** The enterprise, the board's organisation as the rules name it, or `''` for the screens. */
  key: string;
  name: string;
  language: Locale;
  /** IANA name. */
  timezone: string;
  /** What its token may see. */
  rights: Required<Pick<NewToken, 'scopes' | 'enterprises'>> & Pick<NewToken, 'connections' | 'clients' | 'shows'>;
  /** Uids of its dashboards; the first is its home page. */
  pages: readonly [home: string, ...others: string[]];
  /** Uids of dashboards that it may have had, and has no more. */
  formerPages: readonly string[];
  /** Whether its screens alternate between pages. */
  playlist: boolean;
  /** Where its alerts go; absent where there are none. */
  recipients?: readonly string[];
  /** Groups of the identity provider whose people are its viewers. */
  groups: readonly string[];
}

export interface Wanted {
  orgs: WantedOrg[];
  /** Enterprises that get no organisation as things are; what they may have already stays as it is. */
  refused: string[];
  /** Why, and what to do; one sentence each. */
  problems: LocalizedText[];
}

/** What decides over the organisations of enterprises besides the rules. */
export interface KnownEnterprises {
  /** As the counters know them, by their canonical names. */
  enterprises: readonly string[];
  /** Those that have an organisation already. */
  bound: readonly string[];
  /** Name of organisation 1 as it is. */
  mainOrg: string;
}

const BOARD_PAGES = [
  'vigie-board',
  'vigie-clients',
  'vigie-part',
  'vigie-client',
  'vigie-attention',
  'vigie-history',
  'vigie-sources',
] as const;

/** Uids of the pages that each kind of organisation may have; the first is its home page. */
export const PAGES: Readonly<Record<GrafanaOrgKind, WantedOrg['pages']>> = {
  screens: BOARD_PAGES,
  board: BOARD_PAGES,
  tenant: ['vigie-counters', 'vigie-tickets'],
};

/** The page of a tenant's own tickets. */
const TICKETS_PAGE = 'vigie-tickets';

/**
 * The organisations of the screens, of the boards and of the enterprises, in this order.
 * @param known undefined while nobody can say which enterprises there are: then only the first two
 */
export function wantedOrgs(rules: Pick<Rules, 'grafana' | 'counters'>, known: KnownEnterprises | undefined): Wanted {
  const { grafana } = rules;
  const boards = [boardOrg(grafana, 'screens', '', grafana.screensOrg, undefined)];
  for (const { org, connections } of grafana.boards) {
    boards.push(boardOrg(grafana, 'board', org, org, connections));
  }
  const tenants = known ? tenantOrgs(rules, known) : { orgs: [], refused: [], problems: [] };
  return { ...tenants, orgs: [...boards, ...tenants.orgs] };
}

function boardOrg(
  { language, timezone }: GrafanaRules,
  kind: 'screens' | 'board',
  key: string,
  name: string,
  connections: readonly string[] | undefined
): WantedOrg {
  const rights = { scopes: ['tickets:read'] as const, enterprises: [], connections };
  return {
    kind,
    key,
    name,
    language,
    timezone,
    rights,
    pages: PAGES[kind],
    formerPages: [],
    playlist: true,
    groups: [],
  };
}

const MAIN_ORG: LocalizedText = { fr: 'l’organisation principale', en: 'the main organisation' };

function tenantOrgs({ grafana, counters }: Pick<Rules, 'grafana' | 'counters'>, known: KnownEnterprises): Wanted {
  const candidates = grafana.tenants === 'auto' ? known.enterprises.map(automatic) : grafana.tenants;
  const { canonical } = createEnterpriseNames(counters.enterprises);
  const reserved = new Map<string, LocalizedText>([
    [fold(known.mainOrg), MAIN_ORG],
    [fold(grafana.mainOrg), MAIN_ORG],
    [fold(grafana.screensOrg), { fr: 'l’organisation des écrans', en: "the screens' organisation" }],
    ...grafana.boards.map(({ org }) => [fold(org), { fr: `le tableau « ${org} »`, en: `the board "${org}"` }] as const),
  ]);
  const wanted: Wanted = { orgs: [], refused: [], problems: [] };
  for (const tenant of candidates) {
    const enterprise = canonical(tenant.enterprise);
    const name = tenant.org.trim();
    const obstacle =
      obstacleOf(enterprise, name, known, reserved) ?? namesake(enterprise, name, candidates, known.bound);
    if (obstacle === undefined) {
      wanted.orgs.push({
        kind: 'tenant',
        key: enterprise,
        name,
        language: tenant.language ?? grafana.language,
        timezone: tenant.timezone ?? grafana.timezone,
        rights: tenantRights(enterprise, tenant.tickets),
        pages: tenant.tickets === undefined ? ['vigie-counters'] : ['vigie-counters', TICKETS_PAGE],
        formerPages: tenant.tickets === undefined ? [TICKETS_PAGE] : [],
        playlist: false,
        recipients: tenant.recipients,
        groups: tenant.groups ?? [],
      });
    } else {
      wanted.refused.push(enterprise);
      wanted.problems.push(obstacle);
    }
  }
  return wanted;
}

function tenantRights(enterprise: string, tickets: TenantTickets | undefined): WantedOrg['rights'] {
  const counters = { scopes: ['counters:read'], enterprises: [enterprise], connections: [] } as const;
  return tickets === undefined
    ? counters
    : {
        ...counters,
        scopes: [...counters.scopes, 'tickets:read'],
        connections: tickets.connections ?? undefined,
        clients: tickets.clients,
        shows: tickets.show,
      };
}

type Tenant = Exclude<GrafanaRules['tenants'], 'auto'>[number];

function automatic(enterprise: string): Tenant {
  return { enterprise, org: enterprise, recipients: [], language: null, timezone: null };
}

function obstacleOf(
  enterprise: string,
  name: string,
  { enterprises }: KnownEnterprises,
  reserved: ReadonlyMap<string, LocalizedText>
): LocalizedText | undefined {
  if (!enterprises.includes(enterprise)) {
    return {
      fr: `« ${enterprise} » (grafana.tenants) n’est pas une entreprise des compteurs : corrigez le nom, exactement comme il y est écrit, ou retirez-le.`,
      en: `"${enterprise}" (grafana.tenants) is no enterprise of the counters: correct the name, exactly as it stands there, or take it out.`,
    };
  }
  if (fold(name) === '') {
    return {
      fr: `Une entreprise des compteurs s’appelle « ${enterprise} », nom qu’aucune organisation ne peut avoir : donnez-lui-en un (grafana.tenants), ou corrigez les compteurs.`,
      en: `An enterprise of the counters has the name "${enterprise}", which no organisation can have: list it with one (grafana.tenants), or correct the counters.`,
    };
  }
  const use = reserved.get(fold(name));
  return (
    use && {
      fr: `L’entreprise « ${enterprise} » partagerait son nom avec ${use.fr} : donnez-lui-en un autre (grafana.tenants).`,
      en: `The enterprise "${enterprise}" would share its name with ${use.en}: list it with another one (grafana.tenants).`,
    }
  );
}

/** Of several that would have one name only the one that has its organisation already keeps it. */
function namesake(
  enterprise: string,
  name: string,
  candidates: readonly Tenant[],
  bound: readonly string[]
): LocalizedText | undefined {
  const alike = candidates.filter(({ org }) => fold(org) === fold(name)).map((tenant) => tenant.enterprise);
  const owners = alike.filter((each) => bound.includes(each));
  if (alike.length === 1 || (owners.length === 1 && owners[0] === enterprise)) {
    return undefined;
  }
  const others = alike.filter((each) => each !== enterprise);
  return {
    fr:
      `L’entreprise « ${enterprise} » partagerait le nom de son organisation avec ${others.map((each) => `« ${each} »`).join(' et ')} : ` +
      'joignez les orthographes (counters.enterprises) s’il s’agit d’une seule société, sinon donnez à chacune son nom (grafana.tenants).',
    en:
      `The enterprise "${enterprise}" would share its organisation's name with ${others.map((each) => `"${each}"`).join(' and ')}: ` +
      'join the spellings (counters.enterprises) if they are one company, else list them with names of their own (grafana.tenants).',
  };
}

import { SHOWN_FIELDS } from '../../../domain/access/access.ts';
import {
  type BoardRule,
  DEFAULT_RULES,
  type GrafanaRules,
  type Rules,
  type TenantRule,
  type TenantTickets,
} from '../../../domain/rules/rules.ts';
import { nearest } from '../../../domain/text/nearest.ts';
import { fold } from '../../../domain/text/text.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import {
  checked,
  list,
  mapping,
  optional,
  type Parser,
  perhaps,
  required,
  scalar,
  text,
  unique,
  word,
} from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';
import { timezone } from '../scalars.ts';

const DEFAULTS = DEFAULT_RULES.grafana;

/** One address, without a name beside it. */
export const email = scalar({ fr: 'une adresse électronique', en: 'an e-mail address' }, (value) =>
  typeof value === 'string' && /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(value) ? value : undefined
);

export const language = word('fr-FR', 'en-US');

/** An empty list would look like all. */
const atLeastOne =
  (what: LocalizedText) =>
  (names: readonly string[], path: Path, problems: Problems): void => {
    if (names.length === 0) {
      problems.add(path, { fr: `doit nommer au moins ${what.fr}`, en: `must name at least ${what.en}` });
    }
  };
const someNames = (what: LocalizedText): Parser<string[]> => checked(list(text), atLeastOne(what));
const someConnections = someNames({ fr: 'une connexion', en: 'one connection' });

/**
 * A group as the identity provider names it. Grafana takes every backslash for its own escape of a colon and drops it, and reads `*` as
 * everybody (`splitOrgMapping`, `getMappedOrgRoles` in pkg/login/social/connectors/org_role_mapper.go).
 */
const group: Parser<string> = checked(text, (name, path, problems) => {
  if (name === '*') {
    problems.add(path, {
      fr: '« * » désigne tout le monde pour Grafana : nommez les groupes de l’entreprise',
      en: '"*" means everybody to Grafana: name the groups of the enterprise',
    });
  }
  if (name.includes('\\')) {
    problems.add(path, {
      fr: `Grafana ne sait pas désigner un groupe dont le nom a une barre oblique inverse (« ${name} ») : renommez-le, ou prenez son identifiant`,
      en: `Grafana cannot name a group that has a backslash in its name ("${name}"): rename it, or take its id`,
    });
  }
});

const groupList: Parser<string[]> = checked(
  list(
    group,
    unique({ fr: 'le groupe', en: 'the group' }, (name) => name)
  ),
  atLeastOne({ fr: 'un groupe', en: 'one group' })
);

const tenantTickets: Parser<TenantTickets> = mapping({
  clients: required(someNames({ fr: 'un client', en: 'one client' })),
  show: optional(list(word(...SHOWN_FIELDS)), []),
  connections: optional<TenantTickets['connections']>(someConnections, null),
});

const tenantList: Parser<TenantRule[]> = list(
  mapping({
    enterprise: required(text),
    org: required(text),
    recipients: optional(list(email), []),
    language: optional<TenantRule['language']>(language, null),
    timezone: optional<TenantRule['timezone']>(timezone, null),
    tickets: perhaps(tenantTickets),
    groups: perhaps(groupList),
  }),
  unique({ fr: 'l’entreprise', en: 'the enterprise' }, ({ enterprise }) => enterprise)
);

const tenants: Parser<GrafanaRules['tenants']> = (value, path, problems) =>
  value === 'auto' ? 'auto' : tenantList(value, path, problems);

const boards: Parser<BoardRule[]> = list(
  mapping({
    org: required(text),
    connections: required(someConnections),
  })
);

/** The `grafana` section. Orgs differ by folded name, since people tell them apart by it. */
export const grafanaRules: Parser<GrafanaRules> = checked(
  mapping({
    mainOrg: optional(text, DEFAULTS.mainOrg),
    language: optional(language, DEFAULTS.language),
    timezone: optional(timezone, DEFAULTS.timezone),
    tenants: optional(tenants, DEFAULTS.tenants),
    screensOrg: optional(text, DEFAULTS.screensOrg),
    boards: optional(boards, DEFAULTS.boards),
    writers: optional(list(word('Admin', 'Editor')), DEFAULTS.writers),
  }),
  checkOrgs
);

/** Tickets of tenants are those of clients that the rules have: any other name, such as an older one, would show nothing. */
export function checkTenantTickets({ grafana, clients }: Rules, path: Path, problems: Problems): void {
  const known = clients.map(({ name }) => name);
  for (const [index, { tickets }] of (grafana.tenants === 'auto' ? [] : grafana.tenants).entries()) {
    for (const [position, name] of (tickets?.clients ?? []).entries()) {
      if (!known.includes(name)) {
        const meant = nearest(name, known);
        problems.add([...path, 'grafana', 'tenants', index, 'tickets', 'clients', position], {
          fr: `« ${name} » n’est pas un client (clients). Vouliez-vous dire « ${meant} » ? Il y a : ${known.join(', ')}`,
          en: `"${name}" is no client (clients). Did you mean "${meant}"? There are: ${known.join(', ')}`,
        });
      }
    }
  }
}

function checkOrgs({ mainOrg, screensOrg, tenants, boards }: GrafanaRules, path: Path, problems: Problems): void {
  const orgs: [name: string, ...at: (string | number)[]][] = [
    [mainOrg, 'mainOrg'],
    [screensOrg, 'screensOrg'],
    ...(tenants === 'auto' ? [] : tenants).map(({ org }, index): [string, ...(string | number)[]] => [
      org,
      'tenants',
      index,
      'org',
    ]),
    ...boards.map(({ org }, index): [string, ...(string | number)[]] => [org, 'boards', index, 'org']),
  ];
  const seen = new Map<string, string>();
  for (const [name, ...at] of orgs) {
    const earlier = seen.get(fold(name));
    if (earlier !== undefined) {
      problems.add([...path, ...at], {
        fr: `l’organisation « ${name} » est déjà celle de ${earlier}`,
        en: `the org "${name}" is used by ${earlier} already`,
      });
    }
    seen.set(fold(name), `grafana.${at.join('.')}`);
  }
}

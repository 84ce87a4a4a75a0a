import Type from 'typebox';

import { SHOWN_FIELDS } from '../../../domain/access/access.ts';
import {
  DEFAULT_RULES,
  type GrafanaRules,
  type Rules,
  type TenantRule,
  type TenantTickets,
} from '../../../domain/rules/rules.ts';
import { nearest } from '../../../domain/text/nearest.ts';
import { fold } from '../../../domain/text/text.ts';
import { examined, type Flaw, mapping, nonEmpty, type Path, text } from '../../../schemas/types.ts';
import type { Problems } from '../problems.ts';
import { timezone } from '../scalars.ts';
import { checkUnique } from '../unique-items.ts';

/** One address, without a name beside it. */
export const email = Type.String({
  pattern: '^[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;]+$',
  expected: { fr: 'une adresse électronique', en: 'an e-mail address' },
});

export const language = Type.Enum(['fr-FR', 'en-US']);

/** Instead of an empty list, which would look like all. */
const ONE_CONNECTION = { fr: 'doit nommer au moins une connexion', en: 'must name at least one connection' };

/**
 * A group as the identity provider names it. Grafana takes every backslash for its own escape of a colon and drops it, and reads `*` as
 * everybody (`splitOrgMapping`, `getMappedOrgRoles` in pkg/login/social/connectors/org_role_mapper.go).
 */
const group = examined(text, (name): Flaw[] => {
  if (name === '*') {
    const everybody = {
      fr: '« * » désigne tout le monde pour Grafana : nommez les groupes de l’entreprise',
      en: '"*" means everybody to Grafana: name the groups of the enterprise',
    };
    return [everybody];
  }
  const unnamable = {
    fr: `Grafana ne sait pas désigner un groupe dont le nom a une barre oblique inverse (« ${name} ») : renommez-le, ou prenez son identifiant`,
    en: `Grafana cannot name a group that has a backslash in its name ("${name}"): rename it, or take its id`,
  };
  return name.includes('\\') ? [unnamable] : [];
});

const tenantTickets = Type.Decode(
  mapping({
    clients: nonEmpty(text, { fr: 'doit nommer au moins un client', en: 'must name at least one client' }),
    show: Type.Optional(Type.Array(Type.Enum(SHOWN_FIELDS))),
    connections: Type.Optional(nonEmpty(text, ONE_CONNECTION)),
  }),
  (given): TenantTickets => ({ show: [], connections: null, ...given })
);

const tenantList = Type.Array(
  Type.Decode(
    mapping({
      enterprise: text,
      org: text,
      recipients: Type.Optional(Type.Array(email)),
      language: Type.Optional(language),
      timezone: Type.Optional(timezone),
      tickets: Type.Optional(tenantTickets),
      groups: Type.Optional(
        nonEmpty(group, { fr: 'doit nommer au moins un groupe', en: 'must name at least one group' })
      ),
    }),
    (given): TenantRule => ({
      recipients: [],
      language: null,
      timezone: null,
      tickets: undefined,
      groups: undefined,
      ...given,
    })
  )
);

/** The `grafana` section. */
export const grafanaRules = Type.Decode(
  mapping({
    mainOrg: Type.Optional(text),
    language: Type.Optional(language),
    timezone: Type.Optional(timezone),
    tenants: Type.Optional(Type.Union([tenantList, Type.Literal('auto')])),
    screensOrg: Type.Optional(text),
    boards: Type.Optional(Type.Array(mapping({ org: text, connections: Type.Array(text) }))),
    writers: Type.Optional(Type.Array(Type.Enum(['Admin', 'Editor']))),
  }),
  (given): GrafanaRules => ({ ...DEFAULT_RULES.grafana, ...given })
);

export function checkGrafana(grafana: GrafanaRules, path: Path, problems: Problems): void {
  const tenants = grafana.tenants === 'auto' ? [] : grafana.tenants;
  const at = [...path, 'tenants'];
  checkUnique(tenants, at, problems, { fr: 'l’entreprise', en: 'the enterprise' }, ({ enterprise }) => enterprise);
  for (const [index, { groups = [] }] of tenants.entries()) {
    checkUnique(groups, [...at, index, 'groups'], problems, { fr: 'le groupe', en: 'the group' }, (name) => name);
  }
  for (const [index, { connections }] of grafana.boards.entries()) {
    if (connections.length === 0) {
      problems.add([...path, 'boards', index, 'connections'], ONE_CONNECTION);
    }
  }
  checkOrgs(grafana, path, problems);
}

/** Tickets of tenants are those of clients that the rules have: any other name, such as an older one, would show nothing. */
export function checkTenantTickets({ grafana, clients }: Rules, problems: Problems): void {
  if (problems.hasAny(['clients'])) {
    return;
  }
  const known = clients.map(({ name }) => name);
  for (const [index, { tickets }] of (grafana.tenants === 'auto' ? [] : grafana.tenants).entries()) {
    for (const [position, name] of (tickets?.clients ?? []).entries()) {
      if (!known.includes(name)) {
        const meant = nearest(name, known);
        problems.add(['grafana', 'tenants', index, 'tickets', 'clients', position], {
          fr: `« ${name} » n’est pas un client (clients). Vouliez-vous dire « ${meant} » ? Il y a : ${known.join(', ')}`,
          en: `"${name}" is no client (clients). Did you mean "${meant}"? There are: ${known.join(', ')}`,
        });
      }
    }
  }
}

/** Orgs differ by folded name, since people tell them apart by it. */
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

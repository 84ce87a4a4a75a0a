import { type BoardRule, DEFAULT_RULES, type GrafanaRules, type TenantRule } from '../../../domain/rules/rules.ts';
import { fold } from '../../../domain/text/text.ts';
import { checked, list, mapping, optional, type Parser, required, scalar, text, unique, word } from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';
import { timezone } from '../scalars.ts';

const DEFAULTS = DEFAULT_RULES.grafana;

const email = scalar({ fr: 'une adresse électronique', en: 'an e-mail address' }, (value) =>
  typeof value === 'string' && /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(value) ? value : undefined
);

const language = word('fr-FR', 'en-US');

const tenantList: Parser<TenantRule[]> = list(
  mapping({
    enterprise: required(text),
    org: required(text),
    recipients: optional(list(email), []),
    language: optional<TenantRule['language']>(language, null),
    timezone: optional<TenantRule['timezone']>(timezone, null),
  }),
  unique({ fr: 'l’entreprise', en: 'the enterprise' }, ({ enterprise }) => enterprise)
);

const tenants: Parser<GrafanaRules['tenants']> = (value, path, problems) =>
  value === 'auto' ? 'auto' : tenantList(value, path, problems);

const boards: Parser<BoardRule[]> = list(
  mapping({
    org: required(text),
    connections: required(
      checked(list(text), (connections, path, problems) => {
        if (connections.length === 0) {
          problems.add(path, { fr: 'doit nommer au moins une connexion', en: 'must name at least one connection' });
        }
      })
    ),
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

import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import type { MappingLine } from '../../../grafana/single-sign-on/org-mapping.ts';
import type { NeededSetting } from '../../../grafana/single-sign-on/settings.ts';

/** Settings of a log-in, and what it means when one is not as it should be. Names as in Grafana's `conf/defaults.ini`. */
const WHEN_DIFFERENT: Readonly<Record<NeededSetting, LocalizedText>> = {
  role_attribute_strict: {
    fr: 'Qui n’est dans aucun groupe prévu entre comme lecteur dans l’organisation principale',
    en: 'Anyone in no named group enters the main organisation as a viewer',
  },
  skip_org_role_sync: {
    fr: 'Les groupes ne mènent nulle part : Grafana ne lit pas org_mapping',
    en: 'Groups lead nowhere: Grafana does not read org_mapping',
  },
  allow_assign_grafana_admin: {
    fr: 'Le fournisseur d’identité peut nommer des administrateurs du serveur',
    en: 'The identity provider can make server admins',
  },
};

/** Sentences about logging in through an identity provider. */
export const SIGN_ON_TEXTS = {
  asWanted: (section: string): LocalizedText => ({
    fr: `[${section}] mène chaque groupe des règles à son entreprise, et personne d’autre.`,
    en: `[${section}] leads each group of the rules to its enterprise, and nobody else.`,
  }),
  unreadable: (): LocalizedText => ({
    fr: 'GRAFANA_ADMIN_USER n’a pas le droit de lire les réglages de connexion de Grafana : les groupes des règles ne sont pas comparés.',
    en: 'GRAFANA_ADMIN_USER may not read Grafana’s settings of log-ins: the groups of the rules are not compared.',
  }),
  allowReading: (): LocalizedText => ({
    fr: 'Donnez-lui le droit « Grafana Admin » (ou settings:read sur settings:auth.*).',
    en: 'Give it the right "Grafana Admin" (or settings:read on settings:auth.*).',
  }),
  noProvider: (): LocalizedText => ({
    fr: 'Les règles nomment des groupes, mais aucun fournisseur d’identité n’est activé dans Grafana.',
    en: 'The rules name groups, but no identity provider is on in Grafana.',
  }),
  plan: (): LocalizedText => ({
    fr: '« vigie grafana plan » écrit les réglages qu’il faut (docs/onboarding.md).',
    en: '"vigie grafana plan" prints the settings (docs/onboarding.md).',
  }),
  missing: (section: string, lines: readonly string[]): LocalizedText => ({
    fr: `Il manque à org_mapping de [${section}] : ${lines.join(' ; ')}.`,
    en: `Missing in org_mapping of [${section}]: ${lines.join('; ')}.`,
  }),
  addLines: (section: string, value: string): LocalizedText => ({
    fr: `Ajoutez ces lignes à org_mapping de [${section}] : ${value}`,
    en: `Add these lines to org_mapping of [${section}]: ${value}`,
  }),
  foreign: (section: string, { group, role }: MappingLine, org: string): LocalizedText => ({
    fr: `org_mapping de [${section}] mène ${group === '*' ? 'tout le monde' : `le groupe « ${group} »`} ${org === '*' ? 'dans toutes les organisations' : `dans l’organisation « ${org} »`} (${role}), ce que les règles ne disent pas.`,
    en: `org_mapping of [${section}] leads ${group === '*' ? 'everybody' : `the group "${group}"`} into ${org === '*' ? 'all organisations' : `the organisation "${org}"`} (${role}), which the rules do not say.`,
  }),
  removeLine: (): LocalizedText => ({
    fr: 'Ôtez cette ligne, ou nommez le groupe dans les règles (grafana.tenants).',
    en: 'Take that line out, or name the group in the rules (grafana.tenants).',
  }),
  setting: (section: string, key: NeededSetting): LocalizedText => {
    const { fr, en } = WHEN_DIFFERENT[key];
    return { fr: `${fr} (${key} de [${section}]).`, en: `${en} (${key} of [${section}]).` };
  },
  noPath: (section: string): LocalizedText => ({
    fr: `Grafana ne sait pas où [${section}] donne les groupes : personne n’entre.`,
    en: `Grafana does not know where [${section}] gives the groups: nobody gets in.`,
  }),
  rolePath: (section: string): LocalizedText => ({
    fr: `role_attribute_path de [${section}] donne des rôles qui valent dans chaque entreprise : un administrateur y lirait le jeton de la source de données.`,
    en: `role_attribute_path of [${section}] gives roles that count in every enterprise: an admin could read the data source’s token there.`,
  }),
  clearRolePath: (section: string): LocalizedText => ({
    fr: `Videz role_attribute_path de [${section}] ; donnez les rôles du personnel par org_mapping.`,
    en: `Empty role_attribute_path of [${section}]; give roles of your own people by org_mapping.`,
  }),
};

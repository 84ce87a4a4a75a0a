import type { LocalizedText } from '../../../domain/tickets/labels.ts';

/** Settings of Grafana that must be off, and what it means when one is on. */
const WHEN_ON = {
  'users.allow_sign_up': {
    fr: 'Chacun peut se créer un compte (inscription libre).',
    en: 'Anybody can make an account (sign-up).',
  },
  'users.auto_assign_org': {
    fr: 'Un nouveau compte entre de lui-même dans une organisation, d’ordinaire la principale.',
    en: 'A new account enters an organisation by itself, usually the main one.',
  },
  'users.allow_org_create': {
    fr: 'Chaque compte peut créer des organisations.',
    en: 'Every account can make organisations.',
  },
  'users.viewers_can_edit': {
    fr: 'Les lecteurs peuvent modifier les panneaux et interroger librement la source de données.',
    en: 'Viewers can edit panels and ask the data source freely.',
  },
  'auth.anonymous.enabled': {
    fr: 'Les pages s’ouvrent sans connexion (accès anonyme).',
    en: 'Pages open without log-in (anonymous access).',
  },
  'public_dashboards.enabled': {
    fr: 'Des tableaux de bord peuvent être publiés pour qui n’a pas de compte.',
    en: 'Dashboards can be shared with people who have no account.',
  },
  'snapshots.enabled': {
    fr: 'Des instantanés copient les données là où leur adresse seule les ouvre.',
    en: 'Snapshots copy data to where its address alone opens it.',
  },
  'snapshots.external_enabled': {
    fr: 'Des instantanés peuvent être envoyés à un serveur extérieur.',
    en: 'Snapshots can be sent to a server outside.',
  },
  'security.disable_brute_force_login_protection': {
    fr: 'Rien ne freine qui essaie des mots de passe.',
    en: 'Nothing holds back who tries passwords.',
  },
} satisfies Record<string, LocalizedText>;

export type SettingName = keyof typeof WHEN_ON;

const variable = (section: string, key: string): string =>
  `GF_${section}_${key}`.toUpperCase().replaceAll(/[.-]/g, '_');

const setTo = (section: string, key: string, value: string): LocalizedText => ({
  fr: `Mettez ${key} = ${value} dans [${section}] de grafana.ini, ou ${variable(section, key)}=${value}, et redémarrez Grafana.`,
  en: `Set ${key} = ${value} in [${section}] of grafana.ini, or ${variable(section, key)}=${value}, and restart Grafana.`,
});

/** Sentences about a Grafana server. */
export const GRAFANA_TEXTS = {
  answers: (url: string, version: string): LocalizedText => ({
    fr: `Grafana ${version} répond sur ${url}.`,
    en: `Grafana ${version} answers at ${url}.`,
  }),
  readItsLog: (): LocalizedText => ({
    fr: 'S’il ne démarre pas, son journal dit pourquoi (« journalctl -u grafana-server », « docker compose logs grafana ») ; le plus souvent, il lui manque le plugin ou un fichier de Vigie (docs/doctor.md).',
    en: 'If it does not start, its log says why ("journalctl -u grafana-server", "docker compose logs grafana"); most often it lacks the plugin or a file of Vigie (docs/doctor.md).',
  }),
  untested: (version: string): LocalizedText => ({
    fr: `Vigie est faite pour Grafana 12.2 à 13, pas pour la version ${version}.`,
    en: `Vigie is made for Grafana 12.2 to 13, not for version ${version}.`,
  }),
  changeVersion: (): LocalizedText => ({
    fr: 'Installez une de ces versions.',
    en: 'Install one of those versions.',
  }),
  unpatched: (version: string, fixedIn: string | undefined): LocalizedText =>
    fixedIn === undefined
      ? {
          fr: `Grafana ${version} a des failles connues, et cette lignée ne reçoit plus de correctifs.`,
          en: `Grafana ${version} has known security holes, and its line gets no fixes any more.`,
        }
      : {
          fr: `Grafana ${version} a des failles connues, que la version ${fixedIn} corrige.`,
          en: `Grafana ${version} has known security holes, which ${fixedIn} closes.`,
        },
  patch: (fixedIn: string | undefined): LocalizedText =>
    fixedIn === undefined
      ? {
          fr: 'Passez à la dernière version d’une lignée entretenue (docs/upgrade.md).',
          en: 'Move to the last release of a line that is kept up (docs/upgrade.md).',
        }
      : {
          fr: `Installez ${fixedIn} ou une version ultérieure de cette lignée.`,
          en: `Install ${fixedIn} or a later release of that line.`,
        },
  noPlugin: (): LocalizedText => ({
    fr: 'Ce Grafana n’a pas le plugin agitel-vigie-app.',
    en: 'This Grafana does not have the plugin agitel-vigie-app.',
  }),
  installPlugin: (): LocalizedText => ({
    fr: 'Installez-le, autorisez-le s’il n’est pas signé, et redémarrez Grafana (docs/packaging.md).',
    en: 'Install it, allow it if it is not signed, and restart Grafana (docs/packaging.md).',
  }),
  olderPlugin: (plugin: string, backend: string): LocalizedText => ({
    fr: `Le plugin (${plugin}) est plus ancien que le serveur (${backend}).`,
    en: `The plugin (${plugin}) is older than the backend (${backend}).`,
  }),
  updatePlugin: (): LocalizedText => ({
    fr: 'Mettez le plugin à jour et redémarrez Grafana (docs/upgrade.md).',
    en: 'Update the plugin and restart Grafana (docs/upgrade.md).',
  }),
  olderBackend: (plugin: string, backend: string): LocalizedText => ({
    fr: `Le serveur (${backend}) est plus ancien que le plugin (${plugin}).`,
    en: `The backend (${backend}) is older than the plugin (${plugin}).`,
  }),
  updateBackend: (): LocalizedText => ({
    fr: 'Mettez le serveur à jour (docs/upgrade.md).',
    en: 'Update the backend (docs/upgrade.md).',
  }),
  sqlite: (orgs: number): LocalizedText => ({
    fr: `Grafana garde ${orgs} organisations dans SQLite, qui n’accepte qu’une écriture à la fois ; vers 910, la mise à jour de 12 vers 13.0 échoue.`,
    en: `Grafana keeps ${orgs} organisations in SQLite, which takes one writer at a time; at about 910 the update from 12 to 13.0 fails.`,
  }),
  leaveSqlite: (): LocalizedText => ({
    fr: 'Donnez à Grafana une base PostgreSQL ([database] de grafana.ini).',
    en: 'Give Grafana a PostgreSQL database ([database] of grafana.ini).',
  }),
  openMetrics: (): LocalizedText => ({
    fr: 'Les métriques de Grafana (/metrics) sont ouvertes à tous, sans connexion.',
    en: 'Grafana’s metrics (/metrics) are open to anybody, without log-in.',
  }),
  closeMetrics: (): LocalizedText => ({
    fr: 'Mettez enabled = false dans [metrics] de grafana.ini, ou donnez basic_auth_username et basic_auth_password, et redémarrez Grafana.',
    en: 'Set enabled = false in [metrics] of grafana.ini, or give basic_auth_username and basic_auth_password, and restart Grafana.',
  }),
  notAsShipped: (count: number): LocalizedText => ({
    fr: `${count} réglage${count === 1 ? '' : 's'} de Grafana ${count === 1 ? 'n’est pas celui' : 'ne sont pas ceux'} que Vigie livre (provisioning/grafana.ini).`,
    en: `${count} setting${count === 1 ? '' : 's'} of Grafana ${count === 1 ? 'is' : 'are'} not as Vigie ships ${count === 1 ? 'it' : 'them'} (provisioning/grafana.ini).`,
  }),
  ship: (settings: readonly string[]): LocalizedText => ({
    fr: `Sauf choix de votre part : ${settings.join(' ; ')}.`,
    en: `Unless that is your choice: ${settings.join('; ')}.`,
  }),
  admin: (login: string): LocalizedText => ({
    fr: `« ${login} » y est administrateur du serveur.`,
    en: `"${login}" is a server admin there.`,
  }),
  noAdmin: (login: string): LocalizedText => ({
    fr: `« ${login} » n’y est pas administrateur du serveur : ni organisations ni réglages ne peuvent être lus.`,
    en: `"${login}" is no server admin there: neither organisations nor settings can be read.`,
  }),
  makeAdmin: (): LocalizedText => ({
    fr: 'Donnez à GRAFANA_ADMIN_USER le droit « Grafana Admin ».',
    en: 'Give GRAFANA_ADMIN_USER the right "Grafana Admin".',
  }),
  defaultPassword: (): LocalizedText => ({
    fr: 'Le mot de passe d’origine (admin/admin) ouvre le serveur.',
    en: 'The original password (admin/admin) opens the server.',
  }),
  changePassword: (): LocalizedText => ({
    fr: 'Changez-le : Profil > Changer le mot de passe, ou « grafana cli admin reset-admin-password ».',
    en: 'Change it: Profile > Change password, or "grafana cli admin reset-admin-password".',
  }),
  closed: (): LocalizedText => ({
    fr: 'Inscription, affectation automatique, accès anonyme, tableaux publics et instantanés sont désactivés.',
    en: 'Sign-up, automatic assignment, anonymous access, public dashboards and snapshots are off.',
  }),
  on: (name: SettingName): LocalizedText => WHEN_ON[name],
  turnOff: (section: string, key: string): LocalizedText => setTo(section, key, 'false'),
  set: setTo,
  linkSetting: (key: string): LocalizedText => ({
    fr: `Les liens des écrans veulent un autre réglage de « ${key} » dans [auth.jwt].`,
    en: `The links of screens need another setting of "${key}" in [auth.jwt].`,
  }),
  signUpThrough: (section: string): LocalizedText => ({
    fr: `La connexion par [${section}] crée un compte à qui se présente.`,
    en: `Log-in through [${section}] makes an account for anyone who comes.`,
  }),
  unsigned: (plugins: readonly string[]): LocalizedText => ({
    fr: `D’autres plugins non signés peuvent être chargés : ${plugins.join(', ')}.`,
    en: `Other unsigned plugins may be loaded: ${plugins.join(', ')}.`,
  }),
  onlyOurs: (plugins: readonly string[]): LocalizedText => ({
    fr: `Gardez allow_loading_unsigned_plugins = ${plugins.join(',')} dans [plugins], sauf si vous les connaissez.`,
    en: `Keep allow_loading_unsigned_plugins = ${plugins.join(',')} in [plugins], unless you know them.`,
  }),
  developmentMode: (): LocalizedText => ({
    fr: 'Grafana tourne en mode développement : n’importe quel plugin non signé est chargé.',
    en: 'Grafana runs in development mode: any unsigned plugin is loaded.',
  }),
  productionMode: (): LocalizedText => ({
    fr: 'Mettez app_mode = production dans grafana.ini, ou GF_DEFAULT_APP_MODE=production.',
    en: 'Set app_mode = production in grafana.ini, or GF_DEFAULT_APP_MODE=production.',
  }),
};

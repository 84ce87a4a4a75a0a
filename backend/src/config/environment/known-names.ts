import { edits, nearest } from '../../domain/text/nearest.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type Variable, VARIABLES } from './variables.ts';

/** What Grafana reads in the place of the backend: one file of variables often serves both. */
export const GRAFANA_VARIABLES = {
  VIGIE_LANGUAGE: 'Language of the dashboards, and of `vigie` on the command line: `fr-FR` or `en-US`.',
  VIGIE_DASHBOARDS_PATH: 'Folder of the generated dashboards.',
  VIGIE_ALERT_EMAIL: 'E-mail addresses that alerts go to.',
  VIGIE_ALERT_TEAMS: '`on` sends alerts to the Teams channel as well.',
  VIGIE_TEAMS_WEBHOOK_URL: 'Address of that channel for incoming messages.',
} as const;

/** A misspelt name would be ignored in silence: each name that looks like ours and is not gets a sentence. */
export function unknownNames(env: NodeJS.ProcessEnv): LocalizedText[] {
  const variables: [string, Variable][] = Object.entries(VARIABLES);
  const own = variables.flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
  const known = [...own, ...Object.keys(GRAFANA_VARIABLES)];
  return Object.keys(env)
    .filter((name) => /^(VIGIE|ATERA|ODOO)_/.test(name) && !known.includes(name))
    .map((name) => {
      const { fr, en } = advice(name, known);
      return {
        fr: `La variable d’environnement ${name} est inconnue et n’a aucun effet. ${fr}`,
        en: `The environment variable ${name} is not known and has no effect. ${en}`,
      };
    });
}

function advice(name: string, known: readonly string[]): LocalizedText {
  const withoutFile = name.replace(/_FILE$/, '');
  if (withoutFile !== name && known.includes(withoutFile)) {
    return {
      fr: `Seuls les secrets peuvent venir d’un fichier : définissez ${withoutFile} elle-même.`,
      en: `Only secrets can be given as a file: set ${withoutFile} itself.`,
    };
  }
  const meant = nearest(name, known);
  // A name that shares little but its beginning is no misspelling: a guess would mislead.
  if (edits(name, meant) > Math.max(2, name.length / 3)) {
    return { fr: 'docs/configuration.md a tous les noms.', en: 'docs/configuration.md has all names.' };
  }
  const ofGrafana = Object.hasOwn(GRAFANA_VARIABLES, meant);
  return {
    fr: `Vouliez-vous dire ${meant}${ofGrafana ? ', que lit Grafana' : ''} ?`,
    en: `Did you mean ${meant}${ofGrafana ? ', which Grafana reads' : ''}?`,
  };
}

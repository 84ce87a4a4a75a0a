import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** What a change can be about. The English words are those of saved plans and of programs, which rely on them. */
const KINDS = {
  organisation: 'organisation',
  binding: 'rattachement',
  token: 'jeton',
  tokens: 'jetons',
  app: 'application',
  folder: 'dossier',
  dashboard: 'tableau de bord',
  'data source': 'source de données',
  preferences: 'préférences',
  'home page': 'page d’accueil',
  playlist: 'playlist',
  'alert rule': 'règle d’alerte',
  'rule group': 'groupe de règles',
  'contact point': 'point de contact',
  'notification template': 'modèle de message',
  'notification policies': 'règles d’envoi',
} as const;
type Kind = keyof typeof KINDS;

/** Kind of a thing, and which of them where there are several: `playlist vigie`. */
export type ObjectName = Kind | `${Kind} ${string}`;

/** Of the names, as a regular expression. */
export const OBJECT_PATTERN = `^(${Object.keys(KINDS).join('|')})( [^]*)?$`;

/** The same in the languages of people. */
export function objectText(object: ObjectName): LocalizedText {
  const [kind, french] = Object.entries(KINDS).find(([name]) => object === name || object.startsWith(`${name} `)) as [
    string,
    string,
  ];
  return { fr: french + object.slice(kind.length), en: object };
}

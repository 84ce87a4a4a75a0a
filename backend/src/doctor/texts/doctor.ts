import type { LocalizedText } from '../../domain/tickets/labels.ts';

type SourceState = 'ok' | 'late' | 'down' | 'reading';

const FRENCH_STATES: Record<SourceState, string> = {
  ok: 'à jour',
  late: 'en retard',
  down: 'en panne',
  reading: 'première lecture en cours',
};

const inDays = (days: number): LocalizedText =>
  days <= 0
    ? { fr: 'a expiré', en: 'has expired' }
    : { fr: `expire dans ${days} jour${days === 1 ? '' : 's'}`, en: `expires in ${days} day${days === 1 ? '' : 's'}` };

/** Sentences about the parts that a server looks at by itself. */
export const TEXTS = {
  store: (version: string, postgres: boolean): LocalizedText => ({
    fr: `Vigie ${version} tourne ; sa base (${postgres ? 'PostgreSQL' : 'PGlite'}) répond et est à jour.`,
    en: `Vigie ${version} runs; its store (${postgres ? 'PostgreSQL' : 'PGlite'}) answers and is up to date.`,
  }),
  unexamined: (reason: LocalizedText): LocalizedText => ({
    fr: `L’examen a échoué : ${reason.fr}`,
    en: `It could not be examined: ${reason.en}`,
  }),
  internalError: (): LocalizedText => ({
    fr: 'erreur interne, écrite au journal du serveur.',
    en: 'internal error, written to the log.',
  }),
  slow: (seconds: number): LocalizedText => ({
    fr: `Pas de résultat en ${seconds} s ; l’examen continue, redemandez plus tard.`,
    en: `No result in ${seconds} s; the examination goes on, ask again later.`,
  }),

  tokens: (names: readonly string[]): LocalizedText => ({
    fr: `${names.length} valable${names.length === 1 ? '' : 's'} : ${names.join(', ')}.`,
    en: `${names.length} valid: ${names.join(', ')}.`,
  }),
  noToken: (): LocalizedText => ({
    fr: 'Aucun jeton ne laisse entrer Grafana.',
    en: 'No token lets Grafana in.',
  }),
  makeToken: (): LocalizedText => ({
    fr: 'Définissez VIGIE_BOOTSTRAP_TOKEN, ou lancez « vigie token create ».',
    en: 'Set VIGIE_BOOTSTRAP_TOKEN, or run "vigie token create".',
  }),
  tokenEnds: (name: string, day: string, days: number): LocalizedText => ({
    fr: `Le jeton « ${name} » ${inDays(days).fr} (${day}).`,
    en: `The token "${name}" ${inDays(days).en} (${day}).`,
  }),
  replaceToken: (): LocalizedText => ({
    fr: 'Donnez-en un nouveau à qui s’en sert (« vigie token create »).',
    en: 'Give those who use it a new one ("vigie token create").',
  }),
  replaceOrRevoke: (id: string): LocalizedText => ({
    fr: `S’il sert encore, donnez-en un nouveau (« vigie token create ») ; puis « vigie token revoke ${id} ».`,
    en: `If it is still in use, give a new one ("vigie token create"); then "vigie token revoke ${id}".`,
  }),

  /** With the instant of the reading instead of its age: an answer may be shown when it is no longer new. */
  source: (state: SourceState, readAt: Date | null, rows: number, error: LocalizedText | null): LocalizedText => {
    const instant = readAt?.toISOString().replace(/\.\d+Z$/, 'Z');
    return {
      fr: `${FRENCH_STATES[state]}, ${instant === undefined ? 'jamais lue' : `dernière lecture ${instant}`}, ${rows} lignes${error === null ? '.' : ` : ${error.fr}.`}`,
      en: `${state}, ${instant === undefined ? 'never read' : `last read ${instant}`}, ${rows} rows${error === null ? '.' : `: ${error.en}.`}`,
    };
  },
  readsAgain: (): LocalizedText => ({
    fr: 'La dernière lecture a échoué ou est incomplète. Vigie réessaie ; si l’erreur demeure, corrigez ce qu’elle nomme.',
    en: 'The last reading failed or is incomplete. Vigie tries again; if the error stays, correct what it names.',
  }),
  correct: (source: string): LocalizedText => ({
    fr: `Rien ne sera lu avant correction : la clé (« vigie connections add ${source} --replace », ou les variables d’environnement), ses droits, l’adresse ou les règles, selon l’erreur.`,
    en: `Nothing is read until it is corrected: the key ("vigie connections add ${source} --replace", or the environment variables), its rights, the address or the rules, as the error says.`,
  }),
  firstReading: (): LocalizedText => ({
    fr: 'La première lecture est en cours, ou aucun serveur ne tourne : « vigie sync » lit tout de suite.',
    en: 'The first reading is under way, or no server runs: "vigie sync" reads now.',
  }),
  isServerRunning: (): LocalizedText => ({
    fr: 'Le serveur tourne-t-il ? « vigie serve » lit de lui-même.',
    en: 'Is the server running? "vigie serve" reads by itself.',
  }),
  keyEnds: (day: string, days: number): LocalizedText => ({
    fr: `Sa clé ${inDays(days).fr} (${day}).`,
    en: `Its key ${inDays(days).en} (${day}).`,
  }),
  replaceKey: (): LocalizedText => ({
    fr: 'Créez une nouvelle clé chez l’éditeur et donnez-la à Vigie avant cette date.',
    en: 'Make a new key in the upstream and give it to Vigie before that.',
  }),

  noConnection: (): LocalizedText => ({ fr: 'Aucune source n’est connectée.', en: 'No source is connected.' }),
  connect: (): LocalizedText => ({
    fr: 'Définissez ATERA_API_KEY, ou lancez « vigie connections add ».',
    en: 'Set ATERA_API_KEY, or run "vigie connections add".',
  }),
  hidden: (): LocalizedText => ({
    fr: 'Une connexion de l’environnement porte le même nom et est lue à sa place.',
    en: 'Environment variables make a connection of the same name, which is read in its place.',
  }),
  removeHidden: (name: string): LocalizedText => ({
    fr: `Supprimez-la (« vigie connections remove ${name} ») ou ces variables.`,
    en: `Remove it ("vigie connections remove ${name}") or those variables.`,
  }),

  clock: (): LocalizedText => ({
    fr: 'L’horloge de cette machine et celle de la base concordent.',
    en: 'The clocks of this machine and of the store agree.',
  }),
  clockSkew: (seconds: number): LocalizedText => ({
    fr: `L’horloge de cette machine et celle de la base diffèrent de ${seconds} s.`,
    en: `The clocks of this machine and of the store differ by ${seconds} s.`,
  }),
  synchronise: (): LocalizedText => ({
    fr: 'Synchronisez les horloges (NTP).',
    en: 'Synchronise the clocks (NTP).',
  }),
  fixedClock: (now: string): LocalizedText => ({
    fr: `L’horloge est arrêtée sur ${now} (VIGIE_NOW).`,
    en: `The clock stands still at ${now} (VIGIE_NOW).`,
  }),
};

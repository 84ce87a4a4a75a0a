import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** Sentences about what only the command can look at. */
export const COMMAND_TEXTS = {
  settings: (): LocalizedText => ({ fr: 'Voir docs/configuration.md.', en: 'See docs/configuration.md.' }),
  noServer: (dataDir: string): LocalizedText => ({
    fr: `Aucun serveur ne tourne sur ${dataDir}.`,
    en: `No server runs on ${dataDir}.`,
  }),
  startServer: (): LocalizedText => ({
    fr: 'Lancez « vigie serve » ; d’ici là rien n’est lu.',
    en: 'Start it with "vigie serve"; until then nothing is read.',
  }),
  serverAnswers: (url: string, pid: number): LocalizedText => ({
    fr: `Un serveur répond sur ${url} (processus ${pid}).`,
    en: `A server answers on ${url} (process ${pid}).`,
  }),
  serverGone: (dataDir: string, pid: number): LocalizedText => ({
    fr: `Le serveur de ${dataDir} (processus ${pid}) a disparu sans s’arrêter proprement.`,
    en: `The server of ${dataDir} (process ${pid}) is gone without a proper stop.`,
  }),
  startAgain: (): LocalizedText => ({ fr: 'Relancez-le.', en: 'Start it again.' }),
};

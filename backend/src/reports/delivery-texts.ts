import type { LocalizedText } from '../domain/tickets/labels.ts';

/** What the ledger says of a due time whose mail did not simply go out. */
export const DELIVERY_TEXTS = {
  orphan: {
    fr: 'Vigie s’est arrêtée pendant l’envoi : le serveur de messagerie a peut-être pris ce message. Rien n’est renvoyé de soi-même.',
    en: 'Vigie stopped while this was being sent: the mail server may have taken it. Nothing is sent again by itself.',
  },
  unknown: (detail: string): LocalizedText => ({
    fr: `Le message entier a été remis et aucune réponse n’est venue (${detail}) : le serveur de messagerie l’a peut-être pris.`,
    en: `All of the message was handed over and no answer came (${detail}): the mail server may have taken it.`,
  }),
  missed: {
    fr: 'Vigie ne tournait pas, ou ne pouvait pas envoyer, dans les 24 heures après cette échéance.',
    en: 'Vigie did not run, or could not send, within 24 hours of this due time.',
  },
  notMade: (reason: string): LocalizedText => ({
    fr: `Les chiffres n’ont pas pu être lus : ${reason}`,
    en: `The figures could not be read: ${reason}`,
  }),
  noRule: {
    fr: 'Les règles n’ont plus ce rapport.',
    en: 'The rules have no such report any more.',
  },
  noRecipients: {
    fr: 'Personne n’est nommé pour le recevoir : donnez des recipients au rapport, ou à cette entreprise dans grafana.tenants.',
    en: 'Nobody is named to receive it: give recipients to the report, or to this enterprise in grafana.tenants.',
  },
  noMailServer: {
    fr: 'Aucun serveur de messagerie n’est nommé : indiquez SMTP_URL et redémarrez Vigie.',
    en: 'No mail server is named: set SMTP_URL and start Vigie again.',
  },
  refused: (detail: string): LocalizedText => ({
    fr: `Le serveur de messagerie a refusé ce message : ${detail}`,
    en: `The mail server refused this message: ${detail}`,
  }),
  noneAccepted: {
    fr: 'Le serveur de messagerie a refusé toutes les adresses.',
    en: 'The mail server refused all addresses.',
  },
  someDeferred: {
    fr: 'Le serveur de messagerie a refusé des adresses pour l’instant : elles sont essayées de nouveau.',
    en: 'The mail server refused some addresses for now: they are tried again.',
  },
  deferred: (detail: string): LocalizedText => ({
    fr: `Le message n’a pas pu être remis : ${detail}`,
    en: `The message could not be handed over: ${detail}`,
  }),
} as const;

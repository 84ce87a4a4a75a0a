import type { LocalizedText } from '../../domain/tickets/labels.ts';

type Text = (service: string) => LocalizedText;

/** What a proxy is called in a sentence: its address, and the variable that names it. */
interface NamedProxy {
  address: string;
  variable: string;
}

/** Why an exchange with an upstream failed, in sentences without full stop; `service` is the upstream's name. */
export const HTTP_TEXTS = {
  unauthorized: (service) => ({
    fr: `${service} refuse la clé (401) : elle est fausse, révoquée ou expirée`,
    en: `${service} refuses the key (401): it is wrong, revoked or expired`,
  }),
  forbidden: (service) => ({
    fr: `${service} interdit cette lecture (403) : la clé n’en a pas le droit`,
    en: `${service} forbids this reading (403): the key lacks the right to it`,
  }),
  notFound: (service) => ({
    fr: `${service} ne connaît pas cette adresse ou cet objet (404)`,
    en: `${service} does not know this address or object (404)`,
  }),
  rateLimited: (service) => ({
    fr: `${service} demande moins de requêtes (429)`,
    en: `${service} asks for fewer requests (429)`,
  }),
  empty: (service) => ({ fr: `${service} a envoyé une réponse vide`, en: `${service} sent an empty answer` }),
  webPage: (service) => ({
    fr: `${service} a répondu par une page web au lieu de données : son adresse est-elle juste ?`,
    en: `${service} answered with a web page instead of data: is its address right?`,
  }),
  malformed: (service) => ({
    fr: `${service} a envoyé du JSON tronqué ou mal formé`,
    en: `${service} sent JSON that is cut off or malformed`,
  }),
  givenUp: (service) => ({
    fr: `La requête à ${service} a été abandonnée`,
    en: `The request to ${service} was given up`,
  }),
  tooSlow: (service) => ({
    fr: `${service} n’a pas répondu à temps`,
    en: `${service} did not answer in time`,
  }),
} satisfies Record<string, Text>;

export const serverFails = (service: string, status: number): LocalizedText => ({
  fr: `${service} est en erreur (${status})`,
  en: `${service} fails (${status})`,
});

export const redirects = (service: string, status: number): LocalizedText => ({
  fr: `${service} répond par une redirection (${status}) : son adresse est-elle juste ?`,
  en: `${service} answers with a redirect (${status}): is its address right?`,
});

export const refuses = (service: string, status: number): LocalizedText => ({
  fr: `${service} refuse la requête (${status})`,
  en: `${service} refuses the request (${status})`,
});

export const tooLarge = (service: string, bytes: number): LocalizedText => ({
  fr: `${service} a envoyé une réponse de plus de ${bytes} octets`,
  en: `${service} sent an answer of more than ${bytes} bytes`,
});

export const unreachable = (service: string, code: string): LocalizedText => ({
  fr: `${service} est injoignable (${code})`,
  en: `${service} cannot be reached (${code})`,
});

const named = ({ address, variable }: NamedProxy): LocalizedText => ({
  fr: `le proxy ${address} que nomme ${variable}`,
  en: `the proxy ${address} that ${variable} names`,
});

export const PROXY_TEXTS = {
  wantsLogin: (service: string, proxy: NamedProxy): LocalizedText => ({
    fr: `${service} : ${named(proxy).fr} demande un utilisateur et un mot de passe (407) : mettez-les dans cette adresse`,
    en: `${service}: ${named(proxy).en} wants a user name and password (407): put them into it`,
  }),
  refuses: (service: string, proxy: NamedProxy, status: string, host: string): LocalizedText => ({
    fr: `${service} : ${named(proxy).fr} refuse le passage (${status}) : autorisez-y ${host}, ou ajoutez-le à NO_PROXY`,
    en: `${service}: ${named(proxy).en} refuses the way (${status}): allow ${host} there, or add it to NO_PROXY`,
  }),
  unreachable: (service: string, proxy: NamedProxy): LocalizedText => ({
    fr: `${service} : ${named(proxy).fr} est injoignable (ECONNREFUSED) : corrigez-le`,
    en: `${service}: ${named(proxy).en} cannot be reached (ECONNREFUSED): correct it`,
  }),
};

/** What holds requests back, with the failure that made it so. */
export const PATIENCE_TEXTS = {
  paused: (service: string, seconds: number, cause: LocalizedText | undefined): LocalizedText => ({
    fr: `${service} ne veut aucune requête pendant ${seconds} s${cause === undefined ? '' : ` : ${cause.fr}`}`,
    en: `${service} asked for no request during the next ${seconds} s${cause === undefined ? '' : `: ${cause.en}`}`,
  }),
  timeout: (service: string, seconds: number): LocalizedText => ({
    fr: `${service} n’a pas répondu en ${seconds} s`,
    en: `${service} did not answer within ${seconds} s`,
  }),
  broken: (service: string, cause: LocalizedText | undefined): LocalizedText => ({
    fr: `${service} a échoué plusieurs fois de suite${cause === undefined ? '' : ` : ${cause.fr}`}`,
    en: `${service} failed many times in a row${cause === undefined ? '' : `: ${cause.en}`}`,
  }),
};

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { AteraError } from '../../upstreams/atera/error.ts';
import type { UpstreamError } from '../../upstreams/http/errors.ts';
import type { OdooError } from '../../upstreams/odoo/error.ts';

const way = (variable: string): LocalizedText => ({
  fr: `Vérifiez ${variable} et le chemin jusque-là (nom, pare-feu, proxy).`,
  en: `Check ${variable} and this machine's way to it (name, firewall, proxy).`,
});

/** What to do about each way in which Atera fails to answer. */
export const ATERA_ADVICE: Partial<Record<AteraError['kind'], LocalizedText>> = {
  unauthorized: {
    fr: 'Créez une nouvelle clé d’API dans Atera (Admin > API) et donnez-la dans ATERA_API_KEY.',
    en: 'Make a new API key in Atera (Admin > API) and give it as ATERA_API_KEY.',
  },
  forbidden: {
    fr: 'Donnez à la clé d’API le droit de lire tickets, alertes et clients, et vérifiez ses adresses autorisées.',
    en: 'Give the API key the right to read tickets, alerts and customers, and check its allowed addresses.',
  },
  rate_limited: {
    fr: 'Autre chose utilise aussi ce compte : baissez ATERA_REQUESTS_PER_MINUTE.',
    en: 'Something else uses the account too: lower ATERA_REQUESTS_PER_MINUTE.',
  },
  unavailable: way('ATERA_URL'),
  timeout: way('ATERA_URL'),
  not_found: {
    fr: 'Vérifiez ATERA_URL : aucune API d’Atera n’y répond.',
    en: 'Check ATERA_URL: no Atera API answers there.',
  },
  invalid_answer: {
    fr: 'Vérifiez ATERA_URL : autre chose qu’Atera y répond.',
    en: 'Check ATERA_URL: something else than Atera answers there.',
  },
};

/** What to do about each way in which Odoo fails to answer. */
export const ODOO_ADVICE: Partial<Record<OdooError['kind'], LocalizedText>> = {
  unauthorized: {
    fr: 'Créez une nouvelle clé d’API (Préférences > Sécurité du compte) et donnez-la dans ODOO_API_KEY, avec ODOO_LOGIN avant la version 19.',
    en: 'Make a new API key (Preferences > Account security) and give it as ODOO_API_KEY, with ODOO_LOGIN before 19.',
  },
  forbidden: {
    fr: 'Donnez à l’utilisateur de la clé le droit de voir tous les documents du CRM et les contacts.',
    en: "Give the key's user the right to see all CRM documents and contacts.",
  },
  rate_limited: { fr: 'Autre chose utilise aussi ce compte.', en: 'Something else uses the account too.' },
  unavailable: way('ODOO_URL'),
  timeout: way('ODOO_URL'),
  not_found: {
    fr: 'Vérifiez ODOO_URL et ODOO_DB, et que l’application CRM est installée.',
    en: 'Check ODOO_URL and ODOO_DB, and that the CRM application is installed.',
  },
  invalid_answer: {
    fr: 'Vérifiez ODOO_URL, et le « domain » du pôle Odoo dans les règles.',
    en: 'Check ODOO_URL, and the domain of the Odoo queue in the rules.',
  },
};

/** Sentences about upstreams that the command asks itself. */
export const UPSTREAM_TEXTS = {
  fails: ({ text }: UpstreamError): LocalizedText => ({ fr: `${text.fr}.`, en: `${text.en}.` }),
  ateraTakes: (url: string, company: string | null): LocalizedText => ({
    fr: `${url} accepte la clé${company === null ? '' : ` de ${company}`}.`,
    en: `${url} takes the key${company === null ? '' : ` of ${company}`}.`,
  }),
  keyValid: (day: string): LocalizedText => ({
    fr: `La clé d’API est valable jusqu’au ${day}.`,
    en: `The API key is valid until ${day}.`,
  }),
  keyEnds: (day: string, days: number): LocalizedText => ({
    fr: `La clé d’API ${days <= 0 ? 'a expiré' : `expire dans ${days} jours`} (${day}).`,
    en: `The API key ${days <= 0 ? 'has expired' : `expires in ${days} days`} (${day}).`,
  }),
  newAteraKey: (): LocalizedText => ({
    fr: 'Créez-en une nouvelle dans Atera (Admin > API) avant cette date.',
    en: 'Make a new one in Atera (Admin > API) before that.',
  }),
  skew: (seconds: number): LocalizedText => ({
    fr: `L’horloge de cette machine et celle d’Atera diffèrent de ${seconds} s.`,
    en: `This machine's clock and Atera's differ by ${seconds} s.`,
  }),
  agrees: (seconds: number): LocalizedText => ({
    fr: `L’horloge de cette machine concorde avec celle d’Atera (${seconds} s).`,
    en: `This machine's clock agrees with Atera's (${seconds} s).`,
  }),
  synchronise: (): LocalizedText => ({ fr: 'Synchronisez l’horloge (NTP).', en: 'Synchronise the clock (NTP).' }),
  odooTakes: (url: string, version: string, protocol: string, open: number): LocalizedText => ({
    fr: `${url} accepte la clé : Odoo ${version} par ${protocol}, ${open} demandes ouvertes de toutes sortes.`,
    en: `${url} takes the key: Odoo ${version} over ${protocol}, ${open} open requests of all kinds.`,
  }),
  newKey: (name: string): LocalizedText => ({
    fr: `Donnez une nouvelle clé avec « vigie connections add ${name} --replace ».`,
    en: `Give a new key with "vigie connections add ${name} --replace".`,
  }),
};

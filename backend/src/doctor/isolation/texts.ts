import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Leak } from './ledger.ts';

/** What a self-test of isolation went through. */
export interface Extent {
  enterprises: number;
  /** How many of them were tried with everything. */
  thorough: number;
  datasets: number;
  queries: number;
  requests: number;
}

/** The same, of client companies and their tickets. */
export type ClientExtent = Pick<Extent, 'datasets' | 'queries' | 'requests'> & { clients: number };

const numbers = (value: number): LocalizedText => ({
  fr: value.toLocaleString('fr-FR'),
  en: value.toLocaleString('en-US'),
});

function extentText({ datasets, queries, requests, ...who }: Extent | ClientExtent): LocalizedText {
  const [asked, sent] = [numbers(queries), numbers(requests)];
  const tried =
    'clients' in who
      ? { fr: `${who.clients} clients`, en: `${who.clients} clients` }
      : {
          fr: `${who.enterprises} entreprises (${who.thorough} avec toutes les attaques)`,
          en: `${who.enterprises} enterprises (${who.thorough} with every attack)`,
        };
  return {
    fr: `${tried.fr}, ${datasets} jeux de données, ${asked.fr} requêtes de données, ${sent.fr} autres requêtes`,
    en: `${tried.en}, ${datasets} datasets, ${asked.en} queries, ${sent.en} other requests`,
  };
}

/** Sentences of the self-test of isolation. */
export const ISOLATION_TEXTS = {
  needsServer: (): LocalizedText => ({
    fr: 'L’isolation se teste sur un serveur qui tourne, par HTTP comme Grafana le fait : aucun ne répond ici.',
    en: 'Isolation is tested on a running server, over HTTP as Grafana does: none answers here.',
  }),
  startServer: (): LocalizedText => ({
    fr: 'Lancez « vigie serve », puis recommencez sur la même machine.',
    en: 'Start it with "vigie serve", then try again on the same machine.',
  }),
  countersOff: (): LocalizedText => ({
    fr: 'Les compteurs sont désactivés : aucune entreprise à isoler.',
    en: 'The counters are off: there is no enterprise to be kept apart.',
  }),
  nothingToCompare: (count: number): LocalizedText => ({
    fr: `${count === 0 ? 'Aucune entreprise' : 'Une seule entreprise'} dans la base : rien ne peut être prouvé.`,
    en: `${count === 0 ? 'No enterprise' : 'A single enterprise'} in the database: nothing can be proved.`,
  }),
  proved: (extent: Extent | ClientExtent): LocalizedText =>
    'clients' in extent
      ? {
          fr: `${extentText(extent).fr} : aucun ticket d’un autre client, rien d’interne.`,
          en: `${extentText(extent).en}: no ticket of another client, nothing internal.`,
        }
      : {
          fr: `${extentText(extent).fr} : aucune ligne d’une autre entreprise, aucun ticket.`,
          en: `${extentText(extent).en}: no row of another enterprise, no ticket.`,
        },
  broken: (extent: Extent | ClientExtent, leaks: number, tenants: number): LocalizedText => ({
    fr: `${extentText(extent).fr} : ${leaks} réponses qui n’auraient pas dû venir, chez ${tenants} ${'clients' in extent ? 'clients' : 'entreprises'}.`,
    en: `${extentText(extent).en}: ${leaks} answers that should not have come, at ${tenants} ${'clients' in extent ? 'clients' : 'enterprises'}.`,
  }),
  contain: (): LocalizedText => ({
    fr: 'Révoquez les jetons des organisations concernées jusqu’à correction (« vigie token revoke »), et signalez-le.',
    en: 'Revoke the tokens of the organisations concerned until it is mended ("vigie token revoke"), and report it.',
  }),
  leak: ({ tenant, asked, found }: Leak): LocalizedText => ({
    fr: `« ${tenant} » demande ${asked} : la réponse ${found}.`,
    en: `"${tenant}" asks ${asked}: the answer ${found}.`,
  }),
  interrupted: (extent: Extent): LocalizedText => ({
    fr: `Interrompu après ${extentText(extent).fr}.`,
    en: `Interrupted after ${extentText(extent).en}.`,
  }),
  noOrgs: (): LocalizedText => ({
    fr: 'Aucune organisation d’entreprise n’est connue : rien n’a été testé à travers Grafana.',
    en: 'No organisation of an enterprise is known: nothing was tested through Grafana.',
  }),
  noDataSource: (enterprise: string, orgId: number, status: number): LocalizedText => ({
    fr: `L’organisation ${orgId} de « ${enterprise} » ne montre pas de source de données « vigie » (statut ${status}).`,
    en: `Organisation ${orgId} of "${enterprise}" shows no data source "vigie" (status ${status}).`,
  }),
  orgUntested: (enterprise: string, orgId: number, reason: string): LocalizedText => ({
    fr: `L’organisation ${orgId} de « ${enterprise} » n’a pas pu être testée : ${reason}`,
    en: `Organisation ${orgId} of "${enterprise}" could not be tested: ${reason}`,
  }),
  grafanaRefuses: (): LocalizedText => ({
    fr: 'Grafana refuse la connexion : vérifiez GRAFANA_ADMIN_USER et GRAFANA_ADMIN_PASSWORD.',
    en: 'Grafana refuses the log-in: check GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD.',
  }),
  applyGrafana: (): LocalizedText => ({ fr: 'Lancez « vigie grafana apply ».', en: 'Run "vigie grafana apply".' }),
  tokenLeft: (id: string, reason: string): LocalizedText => ({
    fr: `Le jeton ${id} de ce test n’a pas pu être révoqué (${reason}) ; il expire dans un jour.`,
    en: `The token ${id} of this test could not be revoked (${reason}); it expires in a day.`,
  }),
  revoke: (id: string): LocalizedText => ({
    fr: `Lancez « vigie token revoke ${id} ».`,
    en: `Run "vigie token revoke ${id}".`,
  }),
};

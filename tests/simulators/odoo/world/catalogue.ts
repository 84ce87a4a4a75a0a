import type { SimCompany, SimStage, SimTeam, SimUser } from './types.ts';

/** A company of the invented database; big ones ask more often. Its people are contacts below it. */
export interface CatalogueCompany {
  id: number;
  name: string;
  weight: number;
}

const SMALL = 1;

/** Big clients as the accounts department writes them: other spellings than in the ticket system, and one company twice. */
const BIG_COMPANIES: readonly CatalogueCompany[] = [
  { id: 31, name: 'Ba&sh', weight: 8 },
  { id: 32, name: 'BASH SAS', weight: 4 },
  { id: 33, name: 'PIMKIE', weight: 9 },
  { id: 34, name: 'April', weight: 7 },
  { id: 35, name: 'VALEOR', weight: 5 },
  { id: 36, name: 'Hotel de la Tremoille', weight: 2 },
  { id: 37, name: 'HÔTEL DE LA TRÉMOILLE', weight: 2 },
  { id: 38, name: 'Casi Pse', weight: 3 },
];

const SMALL_COMPANIES = [
  'Menuiserie Brindal',
  'Cabinet dentaire Orvanne',
  'Garage Tessonnier',
  'Transports Mirandol',
  'Pharmacie des Trois Puits',
  'Imprimerie Castaing & Filles',
  'Boulangerie Aubertier',
  'École Sainte-Aldegonde',
  'Architectes Novembre',
  "Librairie L'Encre Marine",
  'Résidence Les Tamaris',
  'Association Horizon Solidaire',
] as const;

export const COMPANIES: readonly CatalogueCompany[] = [
  ...BIG_COMPANIES,
  ...SMALL_COMPANIES.map((name, index) => ({ id: 51 + index, name, weight: SMALL })),
];

/** Companies that ask before anybody has made a partner of them. */
export const NEWCOMERS = ['Pimkie ', 'Atelier Vauquelin', 'Cave des Trois Clochers', 'Moulins de Hautepierre'] as const;

export const CONTACT_NAMES = [
  'Alice Arvenel',
  'Bruno Boisgarde',
  'Chloé Cormerais',
  'David Duvauchel',
  'Élodie Estrabaud',
  'Fabien Ferlandin',
  'Hélène Guermont',
  'Karim Jolivray',
] as const;

/** The user of the API key and the salespeople. */
export const USERS: readonly SimUser[] = [
  { id: 2, name: 'Vigie', login: 'vigie@example.com', active: true },
  { id: 6, name: 'Mathilde Sauvageot', login: 'mathilde.sauvageot@example.com', active: true },
  { id: 7, name: 'Adrien Coursol', login: 'adrien.coursol@example.com', active: true },
  { id: 8, name: 'Nora Hamelin', login: 'nora.hamelin@example.com', active: true },
  { id: 9, name: 'Pierre Ancelot', login: 'pierre.ancelot@example.com', active: false },
];
export const SALES_USER_IDS = [6, 7, 8] as const;

export const STAGES: readonly SimStage[] = [
  { id: 1, name: 'Nouveau', sequence: 1, is_won: false },
  { id: 2, name: 'À traiter', sequence: 2, is_won: false },
  { id: 3, name: 'Devis envoyé', sequence: 3, is_won: false },
  { id: 4, name: 'Gagné', sequence: 70, is_won: true },
];
export const OPEN_STAGE_IDS = [1, 2, 3] as const;
export const WON_STAGE_ID = 4;

export const OWN_COMPANIES: readonly SimCompany[] = [{ id: 1, name: 'Agitel' }];

export const TEAMS: readonly SimTeam[] = [
  { id: 1, name: 'Administration', active: true },
  { id: 2, name: 'Ventes', active: true },
];

/** What an administrative request is about; `{n}` and `{mois}` are filled in. */
export const SUBJECTS = [
  'Facturation : avoir sur la facture {n}',
  'Facture {n} reçue en double',
  'Facture {n} : changer le numéro de commande',
  'Relance de règlement, facture {n}',
  'Devis : 4 postes portables',
  'Devis pour une borne Wi-Fi en réserve',
  'Devis de câblage, boutique de {mois}',
  'Contrat de maintenance : avenant au {mois}',
  'Contrat : ajouter la boutique {n}',
  'Résiliation du contrat {n}',
  'Renouvellement du contrat de sauvegarde',
  'Renouvellement des licences antivirus',
  'Licences Microsoft 365 : 3 comptes de plus',
  'Licence de caisse à transférer',
  'Renouvellement du nom de domaine',
  'RIB modifié : mettre à jour le prélèvement',
  'Attestation d’assurance demandée',
  'Mise à jour de l’adresse de facturation',
  'Bon de commande {n} à valider',
  'Garantie : matériel {n} à reprendre',
] as const;

export const MONTHS = ['mars', 'avril', 'mai', 'juin', 'septembre', 'octobre'] as const;

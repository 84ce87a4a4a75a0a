import type { TicketType } from './types.ts';

/** A customer of the invented account; big ones get more tickets. */
export interface CatalogueCustomer {
  id: number;
  name: string;
  city: string;
  weight: number;
}

const SMALL = 1;

/** Big clients as Atera has them: several records and spellings for one company, HTML entities, stray spaces. */
const BIG_CUSTOMERS: readonly CatalogueCustomer[] = [
  { id: 101, name: 'BASH', city: 'Paris', weight: 9 },
  { id: 102, name: 'Ba&amp;sh', city: 'Paris', weight: 3 },
  { id: 103, name: 'BASH SAS', city: 'Lyon', weight: 2 },
  { id: 104, name: 'Ba&sh', city: 'Bordeaux', weight: 3 },
  { id: 105, name: 'Pimkie', city: 'Lille', weight: 11 },
  { id: 106, name: 'APRIL', city: 'Lyon', weight: 8 },
  { id: 107, name: 'Valeor', city: 'Grenoble', weight: 5 },
  { id: 108, name: 'Hôtel de la Trémoille', city: 'Paris', weight: 3 },
  { id: 109, name: 'HOTEL DE LA  TREMOILLE ', city: 'Paris', weight: 2 },
  { id: 110, name: 'CASI PSE', city: 'Paris', weight: 3 },
];

const SMALL_CUSTOMERS = [
  'Menuiserie Brindal',
  'Cabinet dentaire Orvanne',
  'Garage Tessonnier',
  'Fromagerie du Val Clair',
  'Étude notariale Lescarpe',
  'Transports Mirandol',
  'Pharmacie des Trois Puits',
  'Imprimerie Castaing & Filles',
  'Clinique vétérinaire du Moulin Bleu',
  'Boulangerie Aubertier',
  'SCI Les Hauts de Valmeyre',
  'École Sainte-Aldegonde',
  'Plomberie Quercynoise',
  'Architectes Novembre',
  'Domaine de Rochebelle-Vins',
  'Optique Lumivue',
  'Ambulances Delmarre',
  'Coopérative La Gerbe d&#39;Or',
  'Librairie L&#39;Encre Marine',
  'Fleuriste Pétale et Compagnie',
  'Auto-école Clairval',
  'Résidence Les Tamaris',
  'Carrosserie Vaubrun',
  'Chocolaterie Mornand',
  'Association Horizon Solidaire',
] as const;

const SMALL_CITIES = ['Metz', 'Nantes', 'Dijon', 'Rouen', 'Tours'] as const;

export const CUSTOMERS: readonly CatalogueCustomer[] = [
  ...BIG_CUSTOMERS,
  ...SMALL_CUSTOMERS.map((name, index) => ({
    id: 201 + index,
    name,
    city: SMALL_CITIES[index % SMALL_CITIES.length] ?? SMALL_CITIES[0],
    weight: SMALL,
  })),
];

/** Technicians of the invented company; some work half of the week, some are juniors: `load` is their share of tickets. */
export const TECHNICIANS = [
  { id: 11, name: 'Inès Marchandeau', email: 'ines.marchandeau@example.com', load: 10 },
  { id: 12, name: 'Théo Vasselin', email: 'theo.vasselin@example.com', load: 8 },
  { id: 13, name: 'Camille Orsenne', email: 'camille.orsenne@example.com', load: 7 },
  { id: 14, name: 'Yanis Belkorchi', email: 'yanis.belkorchi@example.com', load: 5 },
  { id: 15, name: 'Sophie Grandlieu', email: 'sophie.grandlieu@example.com', load: 4 },
  { id: 16, name: 'Maxence Tourvel', email: 'maxence.tourvel@example.com', load: 2 },
] as const;

/** The technician account that the example rules send to the SYSADMIN queue. */
export const SYSADMIN = { id: 19, name: 'Équipe Système', email: 'sysadmin@example.com' } as const;

export const FIRST_NAMES = [
  'Alice',
  'Bruno',
  'Chloé',
  'David',
  'Élodie',
  'Fabien',
  'Hélène',
  'Karim',
  'Léa',
  'Nadia',
] as const;
export const LAST_NAMES = [
  'Arvenel',
  'Boisgarde',
  'Cormerais',
  'Duvauchel',
  'Estrabaud',
  'Ferlandin',
  'Guermont',
  'Jolivray',
] as const;

/** What a ticket is about. Severity runs from 0 (a wish) to 3 (people cannot work); `system` work belongs to system administrators. */
export interface Subject {
  title: string;
  type: TicketType;
  severity: 0 | 1 | 2 | 3;
  system?: true;
}

/** `{poste}`, `{site}` and `{n}` are filled in. */
export const SUBJECTS: readonly Subject[] = [
  { title: 'VPN : connexion impossible depuis {site}', type: 'Incident', severity: 2, system: true },
  { title: 'VPN lent en télétravail', type: 'Incident', severity: 1 },
  { title: 'Imprimante {poste} hors ligne', type: 'Incident', severity: 1 },
  { title: 'Imprimante étiquettes : bourrage à répétition', type: 'Problem', severity: 1 },
  { title: 'Messagerie : mails bloqués en boîte d&#39;envoi', type: 'Incident', severity: 2 },
  { title: 'Messagerie partagée comptabilité à créer', type: 'Request', severity: 0 },
  { title: 'Outlook demande le mot de passe en boucle', type: 'Incident', severity: 1 },
  { title: 'Caisse {n} bloquée au démarrage', type: 'Incident', severity: 3 },
  { title: 'Caisse : le tiroir ne s&#39;ouvre plus', type: 'Incident', severity: 1 },
  { title: 'TPE ne communique plus avec la caisse ({site})', type: 'Incident', severity: 3 },
  { title: 'Sauvegarde en échec sur SRV-{n}', type: 'Incident', severity: 2, system: true },
  { title: 'Restauration d&#39;un dossier supprimé par erreur', type: 'Request', severity: 1 },
  { title: 'Serveur de fichiers inaccessible à {site}', type: 'Incident', severity: 3, system: true },
  { title: 'Serveur SRV-{n} : disque presque plein', type: 'Problem', severity: 2, system: true },
  { title: 'Mises à jour du serveur RDS à planifier', type: 'Change', severity: 0, system: true },
  { title: 'Pare-feu : ouvrir un flux pour le prestataire de caisse', type: 'Change', severity: 1, system: true },
  { title: 'Wi-Fi invité indisponible à {site}', type: 'Incident', severity: 1 },
  { title: 'Plus d&#39;Internet à {site}', type: 'Incident', severity: 3 },
  { title: 'Arrivée d&#39;un collaborateur : compte et poste à préparer', type: 'Request', severity: 0 },
  { title: 'Départ d&#39;un salarié : fermer les accès', type: 'Request', severity: 1 },
  { title: 'Mot de passe oublié', type: 'Request', severity: 0 },
  { title: 'Session Windows très lente sur {poste}', type: 'Incident', severity: 1 },
  { title: 'Écran bleu au démarrage ({poste})', type: 'Incident', severity: 2 },
  { title: 'Téléphonie : pas de son sur les appels entrants', type: 'Incident', severity: 2 },
  { title: 'Standard téléphonique : changer le message d&#39;accueil', type: 'Request', severity: 0 },
  { title: 'Mail suspect reçu par la direction', type: 'Incident', severity: 2 },
  { title: 'Chiffrement de fichiers suspect sur {poste}', type: 'Incident', severity: 3, system: true },
  { title: 'Droits d&#39;accès au dossier RH', type: 'Request', severity: 0 },
  { title: 'Licence Microsoft 365 à ajouter', type: 'Request', severity: 0 },
  { title: 'Compteur de passage muet ({site})', type: 'Incident', severity: 1 },
  { title: 'Scanner : les PDF n&#39;arrivent plus', type: 'Incident', severity: 1 },
  { title: 'Logiciel de paie : erreur {n} à l&#39;ouverture', type: 'Incident', severity: 2 },
];

/** What monitoring raises. `{poste}`, `{n}` are filled in. */
export const ALERT_SUBJECTS = [
  {
    title: 'Agent hors ligne',
    message: '{poste} ne répond plus depuis {n} minutes',
    category: 'Availability',
    severity: 'Critical',
  },
  { title: 'Espace disque faible', message: 'C: il reste {n} Mo sur {poste}', category: 'Disk', severity: 'Warning' },
  {
    title: 'Processeur au-dessus de 95 %',
    message: '{poste} : charge élevée',
    category: 'Performance',
    severity: 'Warning',
  },
  {
    title: 'Mémoire saturée',
    message: '{poste} : mémoire utilisée à 98 %',
    category: 'Performance',
    severity: 'Warning',
  },
  {
    title: 'Échec de la sauvegarde',
    message: 'Tâche {n} terminée en erreur',
    category: 'General',
    severity: 'Critical',
  },
  {
    title: 'Disque S.M.A.R.T. en erreur',
    message: '{poste} : secteurs réalloués ({n})',
    category: 'Hardware',
    severity: 'Critical',
  },
  { title: 'Base Exchange démontée', message: 'MDB{n} démontée', category: 'Exchange', severity: 'Critical' },
  {
    title: 'Antivirus désactivé',
    message: '{poste} : protection arrêtée',
    category: 'General',
    severity: 'Information',
  },
] as const;

export const END_USER_REPLIES = [
  'Bonjour, avez-vous du nouveau ?',
  'Toujours pareil ce matin.',
  'C&#39;est urgent pour la boutique, merci.',
  'J&#39;ai redémarré comme demandé, sans effet.',
] as const;

export const TECHNICIAN_REPLIES = [
  'Bonjour, nous prenons votre demande en charge.',
  'Une intervention est prévue demain matin.',
  'Pouvez-vous redémarrer le poste et nous dire ?',
  'Le fournisseur a été relancé.',
] as const;

import type { Texts } from './texts.ts';

export const fr: Texts = {
  language: 'fr-FR',
  board: {
    title: 'Tableau de bord',
    description: 'Tickets et alertes en cours, relus toutes les 2 minutes',
  },
  links: {
    pages: 'Pages',
    fullScreen: 'Mode B : plein écran',
    fullScreenTooltip: 'Cette page seule en plein écran, relue toutes les 2 minutes (Échap pour en sortir)',
  },
  figures: {
    total: 'Tickets total',
    impactMajor: 'Impact majeur',
    impactMinor: 'Impact mineur',
    impactNone: 'Impact aucun',
    firstResponse: 'Temps moyen de première réponse',
    firstResponseDescription:
      'Moyenne, en heures:minutes:secondes, du délai entre la création et le premier commentaire d’un technicien, sur les tickets actifs qui en ont un',
    firstResponseSpread: 'Première réponse en détail',
    firstResponseSpreadDescription:
      'Médiane et 90e centile du délai de première réponse (heures:minutes:secondes) ; nombre de tickets actifs encore sans réponse',
    median: 'Médiane',
    p90: '90e centile',
    unanswered: 'Sans réponse',
  },
  tickets: {
    latestOpen: 'Derniers tickets ouverts',
    latestPending: 'Derniers tickets en attente',
    openByPriority: 'Tickets ouverts par priorité',
    pendingByPriority: 'Tickets en attente par priorité',
    openInAtera: 'Ouvrir le ticket dans Atera',
  },
  alerts: {
    latest: 'Dernières alertes',
  },
  sources: {
    title: 'Fraîcheur des données',
    description:
      'Dernière lecture réussie de chaque source. Le rapprochement relit tous les tickets actifs pour remarquer ceux qui ont disparu.',
    states: { ok: 'À jour', late: 'En retard', down: 'En panne', reading: 'Lecture en cours' },
  },
  columns: {
    id: 'N°',
    title: 'Titre',
    client: 'Client',
    priority: 'Priorité',
    created: 'Créé le',
    device: 'Appareil',
    date: 'Date',
    source: 'Source',
    state: 'État',
    readAt: 'Dernière lecture',
    age: 'Âge',
    rowsRead: 'Lus',
    rowsAnnounced: 'Annoncés',
    reconcileAge: 'Rapproché il y a',
    error: 'Erreur',
  },
  priorities: {
    Faible: 'Faible',
    Moyenne: 'Moyenne',
    Haute: 'Haute',
    Critique: 'Critique',
    'Non renseignée': 'Non renseignée',
  },
};

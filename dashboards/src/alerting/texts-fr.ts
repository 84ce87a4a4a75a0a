import { judgedDay, rounded, SHOP_PLACE, trimmed, whilePositive } from './template.ts';
import type { AlertingTexts } from './texts.ts';

const DAY = judgedDay('day', '02/01/2006');
const SHOP = `Le compteur de l'entreprise ${trimmed('enterprise')}`;

export const alertingFr: AlertingTexts = {
  language: 'fr-FR',
  folder: 'Vigie · alertes',
  groups: { counters: 'Compteurs', board: 'Tableau de bord', operation: 'Exploitation' },
  contactPoints: { email: 'Vigie e-mail', teams: 'Vigie Teams' },
  rules: {
    zero: {
      title: 'Compteur à zéro',
      summary: `${SHOP} a fait 0 entrée le ${DAY}`,
      description:
        'Le compteur a envoyé des données et leur somme est nulle, un jour où la boutique était ouverte. À vérifier : capteur débranché, masqué ou déplacé, boutique fermée sans que les règles le disent.',
    },
    noData: {
      title: 'Compteur muet',
      summary: `${SHOP} n'a envoyé aucune donnée le ${DAY}`,
      description:
        'Aucune ligne valide pour ce jour, alors que la journée de la boutique et le délai de grâce sont passés. À vérifier : alimentation et réseau du compteur, puis le flux de l’entreprise si toutes ses boutiques sont concernées.',
    },
    drop: {
      title: 'Chute des entrées',
      summary: `Les entrées du compteur de l'entreprise ${trimmed('enterprise')} ont chuté de ${rounded('drop')} % le ${DAY} par rapport aux jours comparables`,
      description:
        'Un capteur à moitié en panne compte rarement zéro : il compte moins. À vérifier : une des voies du capteur, un obstacle, un changement d’horaires.',
    },
    silentToday: {
      title: 'Compteur muet aujourd’hui',
      // The value of an alert that has ended says no hour any more.
      summary: `${SHOP} (${SHOP_PLACE}) ${whilePositive('since', `n'envoie plus rien depuis ${rounded('since')} h`, `n'est plus signalé comme muet aujourd'hui`)}`,
      description:
        'Ce compteur envoie une ligne par heure et n’envoie plus rien, alors que des personnes entrent d’habitude à ces heures. L’heure est celle de la boutique. À vérifier maintenant : alimentation et réseau du compteur. L’alerte s’éteint dès que des lignes arrivent, au plus tard à la fin de la journée.',
    },
    unanswered: {
      title: 'Ticket critique sans réponse',
      summary:
        '{{ $labels.title }} : {{ $values.A }} ticket(s) critique(s) sans réponse depuis plus longtemps que permis',
      description: 'Tickets de priorité critique qu’aucun technicien n’a commentés dans le délai des règles.',
    },
    overdue: {
      title: 'Tickets en retard',
      summary: '{{ $labels.title }} : {{ $values.A }} tickets en retard',
      description: 'Le nombre de tickets en retard de ce pôle dépasse le seuil des règles.',
    },
    sourceLate: {
      title: 'Source en retard',
      summary: 'La source {{ $labels.source }} n’a pas été lue à temps : les écrans montrent des données anciennes',
      description: 'La page « État » de Vigie dit ce qui manque et depuis quand.',
    },
    screenSilent: {
      title: 'Écran muet',
      summary: 'L’écran {{ $labels.screen }} ne s’est pas signalé depuis 5 minutes',
      description: 'Est-il allumé, et relié au réseau ? La page « Écrans » de Vigie dit quand il a été vu.',
    },
    noLeader: {
      title: 'Personne ne lit les sources',
      summary: 'Aucun serveur de Vigie ne lit Atera et Odoo : les tickets ne changent plus',
      description:
        'Un seul des serveurs lit les sources ; il devait être remplacé en quelques secondes. À vérifier : les journaux des serveurs, et si la base de Vigie accepte leurs écritures.',
    },
    storeSilent: {
      title: 'Base de Vigie muette',
      summary: 'La base de Vigie (PostgreSQL) ne lui répond plus : les écrans montrent les dernières bonnes réponses',
      description:
        'À vérifier : le serveur PostgreSQL, ses disques, et le pare-feu entre lui et Vigie. Rien n’est perdu.',
    },
    countersUnreachable: {
      title: 'Base des compteurs injoignable',
      summary: 'La base des compteurs ne répond plus à Vigie : les pages montrent les dernières bonnes réponses',
      description: 'À vérifier : le serveur MySQL et le réseau. La page « État » de Vigie dit ce qu’il a répondu.',
    },
    refused: {
      title: 'Requêtes refusées',
      summary: '{{ $values.A }} requêtes refusées en cinq minutes : il y a plus à faire que Vigie ne peut',
      description:
        'La page « Exploitation » dit quel jeton demande tant. Une organisation qui rafraîchit trop souvent ses pages se règle dans Grafana, un abus en révoquant le jeton.',
    },
    queueWait: {
      title: 'Attente des compteurs',
      summary: 'Des requêtes sur les compteurs attendent leur tour {{ $values.A }} secondes',
      description:
        'La page « Exploitation » dit qui attend, et derrière qui. À vérifier : la base des compteurs, et les limites des règles (counters.maxConcurrent).',
    },
    eventLoop: {
      title: 'Processus en retard',
      summary: 'Le processus de Vigie est resté {{ $values.A }} secondes sans répondre à personne',
      description: 'À vérifier : la machine manque de processeur, ou une requête demande trop : page « Exploitation ».',
    },
    jobFailed: {
      title: 'Tâche planifiée en échec',
      summary: 'La tâche planifiée « {{ $labels.job }} » n’a pas pu être faite',
      description:
        'Ses nouveaux essais ont échoué aussi, ou Vigie ne tournait pas dans les 24 heures après son heure. La page « État » de Vigie dit pourquoi ; une fois la cause levée, « vigie jobs run » la refait et l’alerte se termine.',
    },
  },
  message: {
    colon: ' : ',
    firing: 'en cours',
    resolved: 'terminée(s)',
    firingHeading: 'En cours',
    resolvedHeading: 'Terminé',
    more: ['… et', 'de plus'],
    seeAlerts: 'Toutes les alertes :',
    seeCounters: 'Vos compteurs :',
  },
};

import { judgedDay, rounded, trimmed } from './template.ts';
import type { AlertingTexts } from './texts.ts';

const DAY = judgedDay('day', '02/01/2006');
const SHOP = `Le compteur de l'entreprise ${trimmed('enterprise')}`;

export const alertingFr: AlertingTexts = {
  language: 'fr-FR',
  groups: { counters: 'Compteurs', board: 'Tableau de bord' },
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

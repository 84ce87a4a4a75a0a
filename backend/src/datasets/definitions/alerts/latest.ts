import { clientLabel, clientMatcher } from '../../../domain/clients/clients.ts';
import { displayText } from '../../../domain/text/text.ts';
import { UNTITLED } from '../../../domain/tickets/labels.ts';
import { newestAlerts } from '../../../store/tickets/newest-alerts.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { limitParameter, TITLES } from '../../tickets/common.ts';

export default defineDataset({
  name: 'alerts.latest',
  title: { fr: 'Dernières alertes', en: 'Latest alerts' },
  description: {
    fr: 'Les alertes ouvertes les plus récentes, de la plus neuve à la plus ancienne.',
    en: 'The most recent open alerts, newest first.',
  },
  scopes: ['tickets:read'],
  origin: 'alerts',
  parameters: { limit: limitParameter(5, 200) },
  columns: {
    id: { type: 'string', title: TITLES.id },
    title: { type: 'string', title: TITLES.title },
    client: { type: 'string', title: TITLES.client },
    device: { type: 'string', title: { fr: 'Appareil', en: 'Device' } },
    created: { type: 'time', title: { fr: 'Date', en: 'Date' } },
  },
  async read({ db, access, rules }, values) {
    const alerts = await newestAlerts(db, access, values.limit);
    return alerts.map((alert) => ({
      id: String(alert.external_id),
      title: displayText(alert.title) ?? displayText(alert.message) ?? displayText(alert.code) ?? UNTITLED.fr,
      client: clientLabel(
        clientMatcher(rules)({
          source: 'atera',
          connection: alert.connection,
          customerId: alert.customer_id,
          customerName: alert.customer_name,
        })?.name ?? null,
        alert.customer_name
      ),
      device: displayText(alert.device_name),
      created: alert.created_at,
    }));
  },
});

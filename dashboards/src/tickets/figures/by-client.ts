import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { query, type QueryParams, VIGIE } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { pageUrl } from '../addresses.ts';

const TEXTS = {
  description: {
    fr: 'La barre est pleine au seuil haut des règles ; orange et rouge à partir des deux repères. Un clic mène au client.',
    en: 'The bar is full at the high threshold of the rules; orange and red from the two marks on. A click leads to the client.',
  },
  toClient: { fr: 'Voir le client', en: 'Show the client' },
};

/**
 * One part of the clients page, from one query: title, totals, and a row a client with its bar, its open and overdue tickets
 * and the age of the oldest (`src/panels/clients`).
 *
 * @param variable - name of the variable that holds the id of the queue, and its title as text
 * @param params - which queue the panel asks for
 */
export function clientsOfQueue(
  language: Language,
  variable: string,
  params: QueryParams = { queue: `$${variable}` }
): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const link = { title: texts.toClient, url: pageUrl('client', 'var-client=${__value.text:percentencode}') };
  return named(
    `${variable}-clients`,
    new PanelBuilder()
      .type('agitel-vigie-clients-panel')
      .datasource(VIGIE)
      .description(texts.description)
      .options({ heading: `\${${variable}:text}` })
      .withTarget(query('tickets.by_client', params))
      .overrideByName('client', [{ id: 'links', value: [link] }])
  );
}

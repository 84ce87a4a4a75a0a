import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { initPluginTranslations, t } from '@grafana/i18n';

import { unfitPhones } from '../shared/screen/unfitPhones';
import { ClientsPanel } from './ClientsPanel';
import { type ClientsOptions, DEFAULT_OPTIONS } from './options';
import pluginJson from './plugin.json';

// Grafana loads the dictionary that plugin.json's "languages" name before this module: nothing is left to wait for
// before the first component asks for a text.
void initPluginTranslations(pluginJson.id);

unfitPhones();

export const plugin = new PanelPlugin<ClientsOptions>(ClientsPanel)
  .useFieldConfig({
    // All that has no effect: the links of the column "client" lead to its page.
    disableStandardOptions: Object.values(FieldConfigProperty).filter((option) => option !== FieldConfigProperty.Links),
  })
  .setPanelOptions((builder) =>
    builder.addTextInput({
      path: 'heading',
      name: t('editor.heading', 'Heading'),
      description: t('editor.headingDescription', 'Grows with the panel, unlike its title; leave the title empty then'),
      defaultValue: DEFAULT_OPTIONS.heading,
    })
  );

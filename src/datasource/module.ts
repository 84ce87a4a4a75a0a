import { DataSourcePlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';

import { VigieDataSource } from './datasource';
import { QueryEditor } from './editor/QueryEditor';
import pluginJson from './plugin.json';
import { ConfigEditor } from './settings/ConfigEditor';
import type { VigieOptions, VigieQuery, VigieSecureOptions } from './types';

// Grafana loads the dictionary that plugin.json's "languages" name before this module: nothing is left to wait for
// before the first component asks for a text.
void initPluginTranslations(pluginJson.id);

export const plugin = new DataSourcePlugin<VigieDataSource, VigieQuery, VigieOptions, VigieSecureOptions>(
  VigieDataSource
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);

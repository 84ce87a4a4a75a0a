import { AppPlugin, type AppRootProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';

import pluginJson from './plugin.json';

// Grafana loads the dictionary that plugin.json's "languages" name before this module: nothing is left to wait for
// before the first component asks for a text.
void initPluginTranslations(pluginJson.id);

const LazyApp = lazy(() => import('./pages/App'));

const App = (props: AppRootProps) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp {...props} />
  </Suspense>
);

export const plugin = new AppPlugin<{}>().setRootPage(App);

import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import React from 'react';

import { version as plugin } from '../../package.json';
import { olderHalf } from './olderHalf';

/** Says which half of Vigie has to be updated; nothing when both belong together. */
export function VersionNotice({ backend }: { backend: string | undefined }) {
  const older = olderHalf(plugin, backend ?? '');
  if (older === undefined) {
    return null;
  }
  const versions = { plugin, backend, interpolation: { escapeValue: false } };
  return (
    <Alert
      severity="warning"
      bottomSpacing={0}
      title={
        older === 'plugin'
          ? t('status.pluginOlder', 'The plugin ({{plugin}}) is older than the backend ({{backend}})', versions)
          : t('status.backendOlder', 'The backend ({{backend}}) is older than the plugin ({{plugin}})', versions)
      }
    >
      {older === 'plugin'
        ? t('status.updatePlugin', 'Update the plugin in Grafana, so that every page finds what it asks for.')
        : t('status.updateBackend', 'Update the backend, so that every page finds what it asks for.')}
    </Alert>
  );
}

import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import React from 'react';

import type { VigieOptions, VigieSecureOptions } from '../types';
import { ConnectionSection } from './ConnectionSection';
import type { SettingsProps } from './settingsProps';
import { TlsSection } from './TlsSection';

type Props = DataSourcePluginOptionsEditorProps<VigieOptions, VigieSecureOptions>;

/**
 * The data source's settings. `url` is never written: it stays empty, so that Grafana's raw proxy path, which any viewer of
 * the organisation may call, leads nowhere.
 */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const settings: SettingsProps = {
    jsonData: options.jsonData ?? {},
    secrets: options.secureJsonData ?? {},
    configured: options.secureJsonFields ?? {},
    readOnly: options.readOnly ?? false,
    onJsonChange: (change) => onOptionsChange({ ...options, jsonData: { ...options.jsonData, ...change } }),
    onSecretChange: (name, value) =>
      onOptionsChange({ ...options, secureJsonData: { ...options.secureJsonData, [name]: value } }),
    onSecretReset: (name) =>
      onOptionsChange({
        ...options,
        secureJsonFields: { ...options.secureJsonFields, [name]: false },
        secureJsonData: { ...options.secureJsonData, [name]: '' },
      }),
  };
  return (
    <>
      <p>
        {t(
          'config.introduction',
          'The address of the Vigie backend, and the token that decides what this organisation may see.'
        )}
      </p>
      <ConnectionSection {...settings} />
      <TlsSection {...settings} />
    </>
  );
}

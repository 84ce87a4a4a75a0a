import { t } from '@grafana/i18n';
import { Alert, Field, FieldSet, Input, SecretTextArea } from '@grafana/ui';
import React from 'react';

import type { VigieSecureOptions } from '../types';
import type { SettingsProps } from './settingsProps';

const CERTIFICATE_START = '-----BEGIN CERTIFICATE-----';
const KEY_START = '-----BEGIN PRIVATE KEY-----';

interface PemFieldProps extends SettingsProps {
  name: keyof VigieSecureOptions;
  label: string;
  description?: string;
  placeholder: string;
}

function PemField({ name, label, description, placeholder, ...settings }: PemFieldProps) {
  const { secrets, configured, readOnly, onSecretChange, onSecretReset } = settings;
  const value = secrets[name] ?? '';
  const id = `vigie-${name}`;
  return (
    <Field
      disabled={readOnly}
      label={label}
      description={description}
      htmlFor={id}
      invalid={value.trim() !== '' && !value.includes('-----BEGIN')}
      error={t('config.tls.notPem', 'This is no PEM text: paste it whole, from -----BEGIN on.')}
    >
      <SecretTextArea
        id={id}
        rows={5}
        cols={66}
        isConfigured={configured[name] ?? false}
        value={value}
        placeholder={placeholder}
        onReset={() => onSecretReset(name)}
        onChange={(event) => onSecretChange(name, event.currentTarget.value)}
      />
    </Field>
  );
}

/** Private certificates, for a backend behind TLS whose certificate the Grafana server does not trust by itself. */
export function TlsSection(settings: SettingsProps) {
  const { jsonData, secrets, configured, readOnly, onJsonChange } = settings;
  const hasCertificate = Boolean(configured.tlsClientCert || secrets.tlsClientCert);
  const hasKey = Boolean(configured.tlsClientKey || secrets.tlsClientKey);

  return (
    <FieldSet label={t('config.tls.title', 'TLS (optional)')}>
      <PemField
        {...settings}
        name="tlsCACert"
        label={t('config.tls.ca', 'CA certificate')}
        description={t('config.tls.caHelp', 'Of a private authority that signed the backend’s certificate.')}
        placeholder={CERTIFICATE_START}
      />
      <Field
        disabled={readOnly}
        label={t('config.tls.serverName', 'Server name')}
        description={t('config.tls.serverNameHelp', 'When the certificate names another host than the address.')}
        htmlFor="vigie-server-name"
      >
        <Input
          id="vigie-server-name"
          width={60}
          value={jsonData.serverName ?? ''}
          placeholder="vigie.example.org"
          onChange={({ currentTarget: { value } }) => onJsonChange({ serverName: value.trim() || undefined })}
        />
      </Field>
      <PemField
        {...settings}
        name="tlsClientCert"
        label={t('config.tls.clientCertificate', 'Client certificate')}
        description={t('config.tls.clientHelp', 'When a proxy before the backend asks for one.')}
        placeholder={CERTIFICATE_START}
      />
      <PemField
        {...settings}
        name="tlsClientKey"
        label={t('config.tls.clientKey', 'Client key')}
        placeholder={KEY_START}
      />
      {hasCertificate !== hasKey && (
        <Alert severity="warning" title={t('config.tls.incomplete', 'Client certificate and key go together')}>
          {hasKey
            ? t('config.tls.certificateMissing', 'Add the certificate, or take the key out.')
            : t('config.tls.keyMissing', 'Add the key, or take the certificate out.')}
        </Alert>
      )}
    </FieldSet>
  );
}

import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Field, FieldSet, Input, SecretInput, useStyles2 } from '@grafana/ui';
import React from 'react';

import {
  DEFAULT_TIMEOUT_SECONDS,
  isTimeoutValid,
  isUnencrypted,
  MAX_TIMEOUT_SECONDS,
  type UrlProblem,
  urlProblem,
} from './connectionProblem';
import type { SettingsProps } from './settingsProps';

const TOKEN_COMMAND = 'vigie token create --name grafana --scopes tickets:read';
const WIDTH = 60;

function urlProblemText(problem: UrlProblem): string {
  switch (problem) {
    case 'missing':
      return t('config.backendUrl.missing', 'The address is missing.');
    case 'notAnAddress':
      return t('config.backendUrl.notAnAddress', 'The address must start with http:// or https:// and name a host.');
    case 'holdsCredentials':
      return t('config.backendUrl.holdsCredentials', 'No user name or password here: the token is all Vigie needs.');
    case 'holdsQuery':
      return t('config.backendUrl.holdsQuery', 'Take out the ? or # and all that follows.');
  }
}

/** Where the backend is, the token, and how long to wait. */
export function ConnectionSection(props: SettingsProps) {
  const { jsonData, secrets, configured, readOnly, onJsonChange, onSecretChange, onSecretReset } = props;
  const problem = urlProblem(jsonData.backendUrl);
  const styles = useStyles2(getStyles);

  return (
    <FieldSet label={t('config.connection', 'Connection')}>
      <Field
        required
        disabled={readOnly}
        label={t('config.backendUrl.label', 'Backend address')}
        description={t('config.backendUrl.description', 'As the Grafana server reaches it, not the browser.')}
        htmlFor="vigie-backend-url"
        invalid={problem !== undefined}
        error={problem && urlProblemText(problem)}
      >
        <Input
          id="vigie-backend-url"
          aria-invalid={problem !== undefined}
          width={WIDTH}
          value={jsonData.backendUrl ?? ''}
          placeholder="http://127.0.0.1:8787"
          onChange={(event) => onJsonChange({ backendUrl: event.currentTarget.value.trim() })}
        />
      </Field>
      {isUnencrypted(jsonData) && (
        <Alert severity="warning" title={t('config.unencrypted', 'The token crosses the network unencrypted')}>
          {t(
            'config.unencryptedExplanation',
            'Outside of a private network, put TLS in front of the backend (https://).'
          )}
        </Alert>
      )}
      <Field
        required
        disabled={readOnly}
        label={t('config.token.label', 'Token')}
        description={
          <>
            {t('config.token.description', 'Shown once by this command on the backend:')}
            <code className={styles.command}>{TOKEN_COMMAND}</code>
          </>
        }
        htmlFor="vigie-token"
      >
        <SecretInput
          id="vigie-token"
          width={WIDTH}
          isConfigured={configured.token ?? false}
          value={secrets.token ?? ''}
          placeholder="vig_…"
          autoComplete="off"
          onReset={() => onSecretReset('token')}
          onChange={(event) => onSecretChange('token', event.currentTarget.value.trim())}
        />
      </Field>
      <Field
        disabled={readOnly}
        label={t('config.timeout.label', 'Timeout in seconds')}
        htmlFor="vigie-timeout"
        invalid={!isTimeoutValid(jsonData.timeoutSeconds)}
        error={t('config.timeout.invalid', 'Between 1 and {{maximum}} seconds.', { maximum: MAX_TIMEOUT_SECONDS })}
      >
        <Input
          id="vigie-timeout"
          type="number"
          min={1}
          max={MAX_TIMEOUT_SECONDS}
          width={20}
          value={jsonData.timeoutSeconds ?? ''}
          placeholder={String(DEFAULT_TIMEOUT_SECONDS)}
          onChange={({ currentTarget: { value } }) =>
            onJsonChange({ timeoutSeconds: value === '' ? undefined : Number(value) })
          }
        />
      </Field>
    </FieldSet>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  command: css({ display: 'block', width: 'fit-content', margin: theme.spacing(0.5, 0) }),
});

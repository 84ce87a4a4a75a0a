import React from 'react';
import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert, LinkButton, Stack } from '@grafana/ui';
import type { RequestError } from '../shared/requestError';

/** Why the status could not be read, and what to do. */
export function StatusError({ error }: { error: RequestError }) {
  // Only Grafana's own answers carry no code: a 404 of Grafana says that this organisation has no such data source.
  if (error.status === 404 && error.code === undefined) {
    return (
      <Alert
        severity="error"
        bottomSpacing={0}
        title={t('status.noDatasource', 'This organisation has no Vigie data source')}
      >
        <Stack direction="column" gap={1} alignItems="flex-start">
          {t('status.noDatasourceExplanation', 'An administrator adds it with the uid “vigie”.')}
          <LinkButton href={`${config.appSubUrl}/connections/datasources`} size="sm" variant="secondary">
            {t('status.openDatasources', 'Open the data sources')}
          </LinkButton>
        </Stack>
      </Alert>
    );
  }
  return (
    <Alert severity="error" bottomSpacing={0} title={t('status.failed', 'The status could not be read')}>
      {error.message}
    </Alert>
  );
}

import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert, LinkButton, Stack } from '@grafana/ui';
import React from 'react';

import type { RequestError } from '../api/requestError';
import { FailureNotice } from './FailureNotice';

interface Props {
  /** What could not be done, where the failure is not one that a page can explain by itself. */
  title: string;
  error: RequestError;
  /** Tries once more; absent: trying again is up to the reader. */
  onRetry?: () => void;
}

/** Why something could not be done, and what to do. The backend's own sentence, which is in English, stands below. */
export function RequestFailure({ title, error, onRetry }: Props) {
  // Only Grafana's own answers carry no code: a 404 of Grafana says that this organisation has no such data source.
  if (error.status === 404 && error.code === undefined) {
    return (
      <Alert
        severity="error"
        bottomSpacing={0}
        title={t('shared.noDatasource', 'This organisation has no Vigie data source')}
      >
        <Stack direction="column" gap={1} alignItems="flex-start">
          {t('shared.noDatasourceExplanation', 'An administrator adds it with the uid “vigie”.')}
          <LinkButton href={`${config.appSubUrl}/connections/datasources`} size="sm" variant="secondary">
            {t('shared.openDatasources', 'Open the data sources')}
          </LinkButton>
        </Stack>
      </Alert>
    );
  }
  return <FailureNotice title={explanationOf(error.code) ?? title} error={error} onRetry={onRetry} />;
}

/** What a refusal means for the reader; undefined for a failure that says nothing about rights. */
function explanationOf(code: string | undefined): string | undefined {
  switch (code) {
    case 'scope_missing':
      return t('shared.scopeMissing', 'This organisation has no right to this');
    case 'role_missing':
      return t('shared.roleMissing', 'Your role in this organisation does not allow this');
    case 'counters_off':
      return t('shared.countersOff', 'The shop counters are not connected to Vigie');
    case 'counters_denied':
      return t('shared.countersDenied', 'The counters database lets Vigie read only');
    default:
      return undefined;
  }
}

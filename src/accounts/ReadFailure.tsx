import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import type { RequestError } from '../shared/requestError';

interface Props {
  title: string;
  error: RequestError;
  onRetry: () => void;
}

/** Something that Grafana did not tell, with its reason. */
export function ReadFailure({ title, error, onRetry }: Props) {
  return (
    <Alert severity="error" bottomSpacing={0} title={title}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        {error.message}
        <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
          {t('accounts.retry', 'Try again')}
        </Button>
      </Stack>
    </Alert>
  );
}

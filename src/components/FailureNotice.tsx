import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';

import type { RequestError } from '../api/requestError';

interface Props {
  title: string;
  error: RequestError;
  /** Tries once more; absent: trying again is up to the reader. */
  onRetry?: () => void;
}

/** Something that failed, with the reason that came with it. */
export function FailureNotice({ title, error, onRetry }: Props) {
  return (
    <Alert severity="error" bottomSpacing={0} title={title}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        {error.message}
        {onRetry && (
          <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
            {t('shared.retry', 'Try again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

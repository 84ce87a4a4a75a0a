import { t } from '@grafana/i18n';
import { Alert, Text } from '@grafana/ui';
import React from 'react';

import type { ReadNow } from './useReadNow';

/** What became of a reading that a person asked for, when it is not what one expects. */
export function ReadNowNotice({ readNow: { error, elsewhere } }: { readNow: ReadNow }) {
  if (error) {
    return (
      <Alert
        severity="warning"
        bottomSpacing={0}
        title={t('status.readNowFailed', 'The sources could not be read now')}
      >
        {error.message}
      </Alert>
    );
  }
  return elsewhere ? (
    <Text color="secondary">
      {t('status.readNowElsewhere', 'Another Vigie backend does the readings: it was asked to read now.')}
    </Text>
  ) : null;
}

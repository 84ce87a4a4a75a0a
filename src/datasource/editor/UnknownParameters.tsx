import { t } from '@grafana/i18n';
import { Alert, Button, Stack, Text } from '@grafana/ui';
import React from 'react';

interface Props {
  /** Stored values the dataset does not know, by name. */
  params: Array<[name: string, value: unknown]>;
  onRemove: (name: string) => void;
}

/** Parameters of a stored query that the dataset no longer (or not yet) has: kept, shown, removed only on request. */
export function UnknownParameters({ params, onRemove }: Props) {
  if (params.length === 0) {
    return null;
  }
  return (
    <Alert severity="warning" title={t('unknownParameters.title', 'Parameters this dataset does not know')}>
      <Stack direction="column" gap={1}>
        <Text>
          {t('unknownParameters.explanation', 'The backend refuses the query as long as they are part of it.')}
        </Text>
        {params.map(([name, value]) => (
          <Stack key={name} alignItems="center">
            <code>{`${name} = ${JSON.stringify(value)}`}</code>
            <Button size="sm" variant="secondary" icon="trash-alt" onClick={() => onRemove(name)}>
              {t('unknownParameters.remove', 'Remove {{name}}', { name, interpolation: { escapeValue: false } })}
            </Button>
          </Stack>
        ))}
      </Stack>
    </Alert>
  );
}

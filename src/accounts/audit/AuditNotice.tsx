import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';

import type { AuditLine } from './audit';
import type { AuditRecorder } from './useAuditRecorder';

/** Says which changes were made without being recorded, and lets a person record them. */
export function AuditNotice({ recorder: { missing, error, retrying, retry } }: { recorder: AuditRecorder }) {
  if (missing.length === 0 && !retrying) {
    return null;
  }
  return (
    <Alert
      severity="error"
      bottomSpacing={0}
      title={t('accounts.audit.missing', 'The change was made, but its line in the audit is missing')}
    >
      <Stack direction="column" gap={1} alignItems="flex-start">
        <ul>
          {missing.map((line, index) => (
            <li key={index}>{lineText(line)}</li>
          ))}
        </ul>
        {error?.message}
        <Button size="sm" variant="secondary" icon="sync" disabled={retrying} onClick={retry}>
          {t('accounts.audit.retry', 'Write to the audit again')}
        </Button>
      </Stack>
    </Alert>
  );
}

function lineText({ action, target }: AuditLine): string {
  const named = { login: target.login, interpolation: { escapeValue: false } };
  switch (action) {
    case 'account.create':
      return t('accounts.audit.create', 'Account {{login}} created', named);
    case 'account.update':
      return t('accounts.audit.update', 'Account {{login}} changed', named);
    case 'account.move':
      return t('accounts.audit.move', 'Account {{login}} moved to another enterprise', named);
    case 'account.delete':
      return t('accounts.audit.delete', 'Account {{login}} deleted', named);
  }
}

import { t } from '@grafana/i18n';
import { Alert, type AlertVariant } from '@grafana/ui';
import React from 'react';

import { pickText } from '../../text/localizedText';
import type { Finding } from '../status';

function alertVariant(severity: string | undefined): AlertVariant {
  return severity === 'info' || severity === 'error' ? severity : 'warning';
}

/** What a person should look at in the data or the rules, one message each. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const language = t('language', 'en');
  return (
    <>
      {findings.map((finding) => {
        const text = pickText(finding.text, language, finding.code);
        const key = `${finding.code} ${finding.value ?? text}`;
        return <Alert key={key} severity={alertVariant(finding.severity)} title={text} bottomSpacing={0} />;
      })}
    </>
  );
}

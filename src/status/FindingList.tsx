import React from 'react';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import { pickText } from '../shared/localizedText';
import type { Finding } from './status';

/** What a person should look at in the data or the rules, one message each. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const language = t('language', 'en');
  return (
    <>
      {findings.map((finding) => {
        const text = pickText(finding.text, language, finding.code);
        const count = finding.count !== undefined && finding.count > 1 ? ` (${finding.count})` : '';
        return <Alert key={`${finding.code} ${text}`} severity={finding.severity ?? 'warning'} title={text + count} />;
      })}
    </>
  );
}

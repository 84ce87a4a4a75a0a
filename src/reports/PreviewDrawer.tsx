import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Drawer, LinkButton, LoadingPlaceholder, Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useCallback } from 'react';

import { useLoad } from '../api/useLoad';
import { RequestFailure } from '../components/RequestFailure';
import { fetchPreview, type ReportPreview, type WantedReport } from './report';

interface Props {
  wanted: WantedReport;
  onClose: () => void;
}

/** A report as it would be sent, with its files. */
export function PreviewDrawer({ wanted, onClose }: Props) {
  const load = useCallback(() => fetchPreview(wanted), [wanted]);
  const { value, error, reload } = useLoad(load);
  return (
    <Drawer title={value?.subject ?? t('reports.previewTitle', 'Preview')} size="md" onClose={onClose}>
      {error && (
        <RequestFailure
          title={t('reports.previewFailed', 'The report could not be made')}
          error={error}
          onRetry={reload}
        />
      )}
      {!value && !error && <LoadingPlaceholder text={t('reports.making', 'Making the report…')} />}
      {value && <Preview preview={value} />}
    </Drawer>
  );
}

function Preview({ preview: { to, subject, html, files } }: { preview: ReportPreview }) {
  const styles = useStyles2(getStyles);
  return (
    <Stack direction="column" gap={2}>
      <Text color="secondary">
        {t('reports.to', 'To {{addresses}}', {
          addresses: to.join(', ') || '–',
          interpolation: { escapeValue: false },
        })}
      </Text>
      {files.length > 0 && (
        <Stack gap={1} wrap="wrap">
          {files.map(({ name, type, content }) => (
            <LinkButton
              key={name}
              size="sm"
              variant="secondary"
              icon="download-alt"
              download={name}
              href={`data:${type};base64,${content}`}
            >
              {name}
            </LinkButton>
          ))}
        </Stack>
      )}
      {/* Names of shops stand in it: nothing in it runs, loads or leads anywhere. */}
      <iframe className={styles.mail} sandbox="" srcDoc={html} title={subject} />
    </Stack>
  );
}

const getStyles = () => ({
  // As wide as mail programs show it, on their white ground.
  mail: css({ width: '100%', height: '75vh', border: 'none', background: '#fff' }),
});

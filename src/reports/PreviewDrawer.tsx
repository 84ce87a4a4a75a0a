import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Button, Drawer, LoadingPlaceholder, Stack, Text, useStyles2 } from '@grafana/ui';
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
          {files.map((file) => (
            <Button key={file.name} size="sm" variant="secondary" icon="download-alt" onClick={() => save(file)}>
              {file.name}
            </Button>
          ))}
        </Stack>
      )}
      {/* Names of shops stand in it: nothing in it runs, loads or leads anywhere. */}
      <iframe className={styles.mail} sandbox="" srcDoc={html} title={subject} />
    </Stack>
  );
}

/** Hands a file to the browser. As a link it would be Grafana's to follow. */
function save({ name, type, content }: ReportPreview['files'][number]): void {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const getStyles = () => ({
  // As wide as mail programs show it, on their white ground.
  mail: css({ width: '100%', height: '75vh', border: 'none', background: '#fff' }),
});

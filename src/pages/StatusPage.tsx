import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert, Button, EmptyState, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React from 'react';

import { version as plugin } from '../../package.json';
import { AppPage } from '../components/AppPage';
import { EditorsOnly } from '../components/EditorsOnly';
import { RequestFailure } from '../components/RequestFailure';
import { DoctorReport } from '../status/doctor/DoctorReport';
import { FindingList } from '../status/doctor/FindingList';
import { JobsReport } from '../status/jobs/JobsReport';
import { ReadNowNotice } from '../status/sources/ReadNowNotice';
import { SourcesTable } from '../status/sources/SourcesTable';
import { useReadNow } from '../status/sources/useReadNow';
import type { BackendStatus } from '../status/status';
import { useStatus } from '../status/useStatus';
import { VersionNotice } from '../status/VersionNotice';

/** "État". */
export function StatusPage() {
  const title = t('status.title', 'Status');
  return (
    <EditorsOnly title={title}>
      <StatusOverview title={title} />
    </EditorsOnly>
  );
}

/** Whether the sources are read as they should be, and what a person should look at. */
function StatusOverview({ title }: { title: string }) {
  const { value: status, error, loading, reload } = useStatus();
  const readNow = useReadNow(reload);
  const administrator = config.bootData.user.orgRole === 'Admin';
  const actions = (
    <Stack gap={1}>
      {administrator && (
        <Button icon="download-alt" variant="secondary" disabled={readNow.reading} onClick={readNow.start}>
          {readNow.reading ? t('status.readingNow', 'Reading…') : t('status.readNow', 'Read again now')}
        </Button>
      )}
      <Button icon="sync" variant="secondary" disabled={loading} onClick={reload}>
        {t('status.refresh', 'Refresh')}
      </Button>
    </Stack>
  );
  return (
    <AppPage title={title} actions={actions}>
      <Stack direction="column" gap={2}>
        <ReadNowNotice readNow={readNow} />
        {error && <RequestFailure title={t('status.failed', 'The status could not be read')} error={error} />}
        {status && <StatusReport status={status} stale={error !== undefined} />}
        {!status && !error && <LoadingPlaceholder text={t('status.loading', 'Reading the status…')} />}
        {administrator && <DoctorReport findings={status?.findings} />}
        {administrator && <JobsReport />}
      </Stack>
    </AppPage>
  );
}

function StatusReport({ status, stale }: { status: BackendStatus; stale: boolean }) {
  const { sources = [], findings = [], now, clock } = status;
  return (
    <>
      {stale && now && (
        <Text color="warning">
          {t('status.stale', 'What follows was read on {{date}}.', {
            date: dateTimeFormat(now),
            interpolation: { escapeValue: false },
          })}
        </Text>
      )}
      {clock?.fixed && (
        <Alert severity="warning" bottomSpacing={0} title={t('status.fixedClock', 'The backend’s clock is fixed')}>
          {t('status.fixedClockExplanation', 'Ages and days are computed from {{date}}: for demonstrations only.', {
            date: now ? dateTimeFormat(now) : '–',
            interpolation: { escapeValue: false },
          })}
        </Alert>
      )}
      <VersionNotice backend={status.version} />
      <FindingList findings={findings} />
      {sources.length > 0 ? (
        <SourcesTable sources={sources} />
      ) : (
        <EmptyState variant="not-found" message={t('status.noSource', 'No source is open to this token')}>
          {t('status.noSourceExplanation', 'Connect an Atera account to the backend, or check the token’s scopes.')}
        </EmptyState>
      )}
      <Footer status={status} />
    </>
  );
}

function Footer({ status: { version, token } }: { status: BackendStatus }) {
  const parts = [
    t('status.pluginVersion', 'Plugin {{plugin}}', { plugin, interpolation: { escapeValue: false } }),
    version && t('status.version', 'Backend {{version}}', { version, interpolation: { escapeValue: false } }),
    token?.name && t('status.token', 'Token “{{name}}”', { name: token.name, interpolation: { escapeValue: false } }),
    token?.scopes?.join(', '),
  ];
  return (
    <Text variant="bodySmall" color="secondary">
      {parts.filter(Boolean).join(' · ')}
    </Text>
  );
}

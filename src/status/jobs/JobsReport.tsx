import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React from 'react';

import { useLoad } from '../../api/useLoad';
import { RequestFailure } from '../../components/RequestFailure';
import { CheckList } from '../doctor/CheckList';
import { fetchJobs, type JobRun } from './job';
import { JobsTable } from './JobsTable';

/** What is done at a time of day, and what the examination of the last night found; for administrators. */
export function JobsReport() {
  const { value, error, loading } = useLoad(fetchJobs);
  if (error?.code === 'scope_missing') {
    // The examination above says where this is shown.
    return null;
  }
  const examination = value?.jobs.find(({ name }) => name === 'doctor')?.lastDone;
  return (
    <section aria-labelledby="vigie-jobs" aria-busy={loading}>
      <Stack direction="column" gap={2}>
        <Text element="h2" variant="h4" id="vigie-jobs">
          {t('status.jobs.title', 'Scheduled work')}
        </Text>
        {error && (
          <RequestFailure title={t('status.jobs.unread', 'The scheduled work could not be read')} error={error} />
        )}
        {value && <JobsTable jobs={value.jobs} />}
        {examination && <NightlyExamination run={examination} />}
        {!value && !error && <LoadingPlaceholder text={t('status.jobs.loading', 'Reading the scheduled work…')} />}
      </Stack>
    </section>
  );
}

function NightlyExamination({ run: { finishedAt, checks } }: { run: JobRun }) {
  return (
    <Stack direction="column" gap={1}>
      <Text element="h3" variant="h5">
        {t('status.jobs.found', 'Found by the examination of {{date}}', {
          date: finishedAt ? dateTimeFormat(finishedAt) : '–',
          interpolation: { escapeValue: false },
        })}
      </Text>
      <CheckList checks={checks ?? []} />
    </Stack>
  );
}

import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { type Column, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DataTable } from '../../components/table/DataTable';
import { pickText } from '../../text/localizedText';
import type { Job, JobRun } from './job';
import { JobBadge } from './JobBadge';

/** One line a job: when it is due next, and what became of the last run. */
export function JobsTable({ jobs }: { jobs: Job[] }) {
  const language = t('language', 'en');
  const columns = useMemo(() => columnsFor(language), [language]);
  return <DataTable columns={columns} data={jobs} getRowId={({ name }: Job) => name} />;
}

function columnsFor(language: string): Array<Column<Job>> {
  return [
    {
      id: 'job',
      header: t('status.jobs.column.job', 'Job'),
      cell: ({ row: { original } }) => <Text weight="medium">{jobTitle(original.name)}</Text>,
    },
    {
      id: 'next',
      header: t('status.jobs.column.next', 'Next run'),
      cell: ({ row: { original } }) => <Next job={original} />,
    },
    {
      id: 'last',
      header: t('status.jobs.column.last', 'Last run'),
      cell: ({ row: { original } }) => (original.last ? <Last run={original.last} /> : '–'),
    },
    {
      id: 'outcome',
      header: t('status.jobs.column.outcome', 'Outcome'),
      cell: ({ row: { original } }) => {
        const text = original.last?.error ?? original.last?.summary;
        return text ? pickText(text, language) : '';
      },
    },
  ];
}

function Next({ job: { schedule, timezone, nextAt } }: { job: Job }) {
  if (schedule === null) {
    return t('status.jobs.off', 'Off');
  }
  return (
    <Stack direction="column" gap={0}>
      <Text>{nextAt ? dateTimeFormat(nextAt) : '–'}</Text>
      <Text variant="bodySmall" color="secondary">
        {`${schedule} · ${timezone}`}
      </Text>
    </Stack>
  );
}

function Last({ run: { state, dueAt, startedAt, finishedAt, nextAttemptAt } }: { run: JobRun }) {
  const at = finishedAt ?? startedAt ?? dueAt;
  return (
    <Stack direction="column" gap={0} alignItems="flex-start">
      <JobBadge state={state} />
      {at && <Text>{dateTimeFormat(at)}</Text>}
      {nextAttemptAt && (
        <Text variant="bodySmall" color="secondary">
          {t('status.jobs.nextAttempt', 'Tried again on {{date}}', {
            date: dateTimeFormat(nextAttemptAt),
            interpolation: { escapeValue: false },
          })}
        </Text>
      )}
    </Stack>
  );
}

function jobTitle(name: Job['name']): string {
  switch (name) {
    case 'purge':
      return t('status.jobs.job.purge', 'Purge of what is older than the retention');
    case 'tidyUp':
      return t('status.jobs.job.tidyUp', 'Tidy-up of the store');
    case 'doctor':
      return t('status.jobs.job.doctor', 'Nightly examination');
    default:
      return name;
  }
}

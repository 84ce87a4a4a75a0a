import { t } from '@grafana/i18n';
import { Alert, EmptyState, Stack, Text } from '@grafana/ui';
import React from 'react';

import { type AlertKind, type AlertSearch, filterAlerts } from './alerts';
import { AlertTable } from './AlertTable';
import { dayText } from './days';
import type { DayAlerts } from './useAlerts';

interface Props {
  answer: DayAlerts;
  search: AlertSearch;
}

/** The alerts of a day, or that all is well. */
export function AlertReport({ answer: { rows, notices, kind, day }, search }: Props) {
  const shown = filterAlerts(rows, search);
  return (
    <Stack direction="column" gap={2}>
      {notices.map(({ severity, text }) => (
        <Alert key={text} severity={severity} title={text} bottomSpacing={0} />
      ))}
      <div role="status">
        <Text color="secondary">
          {t('alerts.results', 'Alerts for {{day}}: {{shown}} of {{total}}', {
            day: dayText(day),
            shown: shown.length,
            total: rows.length,
            interpolation: { escapeValue: false },
          })}
        </Text>
      </div>
      {rows.length === 0 && <EmptyState variant="completed" message={wellText(kind, dayText(day))} />}
      {rows.length > 0 && shown.length === 0 && (
        <EmptyState variant="not-found" message={t('alerts.notFound', 'No alert of this day is like this')} />
      )}
      {shown.length > 0 && <AlertTable alerts={shown} />}
    </Stack>
  );
}

function wellText(kind: AlertKind, day: string): string {
  const values = { day, interpolation: { escapeValue: false } };
  switch (kind) {
    case 'zero':
      return t('alerts.well.zero', 'All is well: no counter at zero on {{day}}', values);
    case 'no_data':
      return t('alerts.well.noData', 'All is well: no counter without data on {{day}}', values);
    case 'drop':
      return t('alerts.well.drop', 'All is well: no sharp drop on {{day}}', values);
    case 'silent_today':
      return t('alerts.well.silentToday', 'All is well: no counter is silent today, {{day}}', values);
  }
}

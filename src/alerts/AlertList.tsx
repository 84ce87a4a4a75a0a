import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { LinkButton, LoadingPlaceholder, Stack } from '@grafana/ui';
import React from 'react';

import { useEnterprises } from '../api/useEnterprises';
import { AppPage } from '../components/AppPage';
import { RequestFailure } from '../components/RequestFailure';
import { AlertFilters } from './AlertFilters';
import { AlertReport } from './AlertReport';
import type { AlertKind } from './alerts';
import { useAlerts, useAlertSearch } from './useAlerts';

/** The rule that reports the same in Grafana; its uid is the same in every organisation that has it. */
const RULES: Record<AlertKind, string> = {
  zero: 'vigie-counter-zero',
  no_data: 'vigie-counter-no-data',
  drop: 'vigie-counter-drop',
  silent_today: 'vigie-counter-silent-today',
};

/** The counters that are reported for a day. */
export function AlertList({ title }: { title: string }) {
  const [search, changeSearch] = useAlertSearch();
  const { value, error, reload } = useAlerts(search);
  const enterprises = useEnterprises();
  const rule = (
    <LinkButton
      variant="secondary"
      icon="bell"
      href={`${config.appSubUrl}/alerting/grafana/${RULES[search.kind]}/view`}
    >
      {t('alerts.rule', 'Alert rule')}
    </LinkButton>
  );
  return (
    <AppPage title={title} actions={rule}>
      <Stack direction="column" gap={2}>
        <AlertFilters
          search={search}
          day={search.day ?? value?.day}
          enterprises={enterprises}
          onChange={changeSearch}
        />
        {error && (
          <RequestFailure title={t('alerts.failed', 'The alerts could not be read')} error={error} onRetry={reload} />
        )}
        {!error && value && <AlertReport answer={value} search={search} />}
        {!error && !value && <LoadingPlaceholder text={t('alerts.loading', 'Reading the alerts…')} />}
      </Stack>
    </AppPage>
  );
}

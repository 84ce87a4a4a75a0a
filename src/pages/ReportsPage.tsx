import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import React from 'react';

import { MAIN_ORG_ID } from '../accounts/account';
import { AppPage } from '../components/AppPage';
import { ReportsOverview } from '../reports/ReportsOverview';

/** "Rapports": the reports by e-mail, for admins of the main organisation, who see every company. */
export function ReportsPage() {
  const title = t('reports.title', 'Reports');
  const { orgId, orgRole } = config.bootData.user;
  // This only spares others a refusal: the backend lets nobody else.
  if (orgId === MAIN_ORG_ID && orgRole === 'Admin') {
    return <ReportsOverview title={title} />;
  }
  return (
    <AppPage title={title}>
      <Alert severity="info" title={t('reports.otherOrg', 'This page is for administrators of the main organisation')}>
        {t('reports.otherOrgExplanation', 'It shows the reports of every company.')}
      </Alert>
    </AppPage>
  );
}

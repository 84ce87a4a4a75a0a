import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import React from 'react';

import { AppPage } from './AppPage';

/**
 * Shows a page to editors and administrators of the organisation, and says to others why not. This only spares them a
 * refusal: the data source refuses them whatever the browser shows.
 */
export function EditorsOnly({ title, children }: { title: string; children: React.ReactNode }) {
  const { orgRole } = config.bootData.user;
  if (orgRole === 'Admin' || orgRole === 'Editor') {
    return <>{children}</>;
  }
  return (
    <AppPage title={title}>
      <Alert severity="warning" title={t('shared.refused', 'This page is for editors and administrators')}>
        {t('shared.refusedExplanation', 'Ask an administrator of this organisation for the role you need.')}
      </Alert>
    </AppPage>
  );
}

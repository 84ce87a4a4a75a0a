import { t } from '@grafana/i18n';
import React from 'react';

import { AlertList } from '../alerts/AlertList';
import { EditorsOnly } from '../components/EditorsOnly';

/** "Alertes". */
export function AlertsPage() {
  const title = t('alerts.title', 'Alerts');
  return (
    <EditorsOnly title={title}>
      <AlertList title={title} />
    </EditorsOnly>
  );
}

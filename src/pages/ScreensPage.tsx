import { t } from '@grafana/i18n';
import React from 'react';

import { ServerAdminsOnly } from '../accounts/ServerAdminsOnly';
import { ROUTES } from '../constants';
import { ScreenAdministration } from '../screens/ScreenAdministration';

/** "Écrans": the office screens, for admins of the Grafana server, who alone may make and remove accounts. */
export function ScreensPage() {
  const title = t('screens.title', 'Screens');
  return (
    <ServerAdminsOnly title={title} route={ROUTES.screens}>
      <ScreenAdministration title={title} />
    </ServerAdminsOnly>
  );
}

import { t } from '@grafana/i18n';
import React from 'react';

import { EditorsOnly } from '../components/EditorsOnly';
import { SiteAdministration } from '../sites/SiteAdministration';

/** "Compteurs". */
export function SitesPage() {
  const title = t('sites.title', 'Counters');
  return (
    <EditorsOnly title={title}>
      <SiteAdministration title={title} />
    </EditorsOnly>
  );
}

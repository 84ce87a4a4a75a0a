import { t } from '@grafana/i18n';
import { Icon, Stack, Text } from '@grafana/ui';
import React from 'react';

import { closesNextDay, type Site } from '../site';
import type { SiteColumn } from './siteSearch';

/** One cell of the table; what is not known shows as nothing. */
export function SiteCell({ site, column }: { site: Site; column: SiteColumn }) {
  switch (column) {
    case 'operational':
      return <Operational operational={site.operational} />;
    case 'close':
      return closesNextDay(site) ? (
        <>
          {site.close}{' '}
          <Text color="secondary" variant="bodySmall">
            {t('sites.nextDay', '(next day)')}
          </Text>
        </>
      ) : (
        <>{site.close}</>
      );
    default:
      return <>{site[column]}</>;
  }
}

function Operational({ operational }: { operational: boolean }) {
  return (
    <Text color={operational ? 'success' : 'error'}>
      <Stack gap={0.5} alignItems="center">
        <Icon name={operational ? 'check-circle' : 'times-circle'} />
        {operational ? t('sites.yes', 'Yes') : t('sites.no', 'No')}
      </Stack>
    </Text>
  );
}

import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert, LinkButton, Stack } from '@grafana/ui';
import React from 'react';

import { AppPage } from '../components/AppPage';
import { PLUGIN_BASE_URL, ROUTES } from '../constants';
import { MAIN_ORG_ID } from './account';

interface Props {
  title: string;
  /** Of the page itself, for those who see it from another organisation. */
  route?: string;
  children: React.ReactNode;
}

/**
 * Shows a page to admins of the Grafana server who are also admins of the main organisation, where changes are recorded; says to
 * others why not. This only spares them a refusal: Grafana itself lets nobody else change accounts.
 */
export function ServerAdminsOnly({ title, route = ROUTES.accounts, children }: Props) {
  const { isGrafanaAdmin, orgId, orgRole } = config.bootData.user;
  if (isGrafanaAdmin && orgId === MAIN_ORG_ID && orgRole === 'Admin') {
    return <>{children}</>;
  }
  return (
    <AppPage title={title}>
      {!isGrafanaAdmin && (
        <Alert
          severity="warning"
          title={t('accounts.refused.notServerAdmin', 'This page is for admins of the Grafana server')}
        >
          {t('accounts.refused.notServerAdminExplanation', 'Ask one of them to create or change an account.')}
        </Alert>
      )}
      {isGrafanaAdmin && orgId !== MAIN_ORG_ID && (
        <Alert
          severity="info"
          title={t('accounts.refused.otherOrg', 'Accounts are administered from the main organisation')}
        >
          <Stack direction="column" gap={1} alignItems="flex-start">
            {t('accounts.refused.otherOrgExplanation', 'Changes are recorded there.')}
            <LinkButton
              size="sm"
              variant="secondary"
              target="_self"
              href={`${config.appSubUrl}${PLUGIN_BASE_URL}/${route}?orgId=${MAIN_ORG_ID}`}
            >
              {t('accounts.refused.switchOrg', 'Switch to the main organisation')}
            </LinkButton>
          </Stack>
        </Alert>
      )}
      {isGrafanaAdmin && orgId === MAIN_ORG_ID && orgRole !== 'Admin' && (
        <Alert
          severity="warning"
          title={t('accounts.refused.notOrgAdmin', 'Your changes could not be recorded in the audit')}
        >
          {t(
            'accounts.refused.notOrgAdminExplanation',
            'Take the role Admin in the main organisation, which the audit asks for.'
          )}
        </Alert>
      )}
    </AppPage>
  );
}

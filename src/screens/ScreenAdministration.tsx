import { t } from '@grafana/i18n';
import { Alert, Button, EmptyState, LoadingPlaceholder, Stack } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { useLoad } from '../api/useLoad';
import { AppPage } from '../components/AppPage';
import { RequestFailure } from '../components/RequestFailure';
import { AddScreenDrawer } from './AddScreenDrawer';
import { fetchScreens, type Screen } from './screen';
import { RenameDialog, RevokeDialog } from './ScreenDialog';
import { ScreensTable } from './ScreensTable';

/** Screens report once a minute. */
const REFRESH_MS = 30_000;

/** The office screens: how they are, new ones with their link, other names, their end. */
export function ScreenAdministration({ title }: { title: string }) {
  const { value, error, reload } = useLoad(fetchScreens);
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<Screen>();
  const [revoking, setRevoking] = useState<Screen>();
  useEffect(() => {
    const timer = setInterval(reload, REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);

  const org = value?.org ?? undefined;
  const finish = () => {
    setRenaming(undefined);
    setRevoking(undefined);
    reload();
  };
  const actions = (
    <Button icon="plus" disabled={!org} onClick={() => setAdding(true)}>
      {t('screens.add', 'Add a screen')}
    </Button>
  );
  return (
    <AppPage title={title} actions={actions}>
      <Stack direction="column" gap={2}>
        {error && (
          <RequestFailure title={t('screens.failed', 'The screens could not be read')} error={error} onRetry={reload} />
        )}
        {!value && !error && <LoadingPlaceholder text={t('screens.loading', 'Reading the screens…')} />}
        {value && !org && (
          <Alert severity="info" title={t('screens.noOrg', 'The screens have no organisation in Grafana yet')}>
            {t('screens.noOrgExplanation', 'It is made with “vigie grafana apply”.')}
          </Alert>
        )}
        {value && org && value.screens.length === 0 && (
          <EmptyState variant="call-to-action" message={t('screens.none', 'There is no screen yet')}>
            {t('screens.noneExplanation', 'Each screen gets a link that opens the board without a password.')}
          </EmptyState>
        )}
        {value && value.screens.length > 0 && (
          <ScreensTable screens={value.screens} readAt={value.readAt} onRename={setRenaming} onRevoke={setRevoking} />
        )}
      </Stack>
      {adding && org && <AddScreenDrawer org={org} onChanged={reload} onClose={() => setAdding(false)} />}
      {renaming && <RenameDialog screen={renaming} onDone={finish} onCancel={() => setRenaming(undefined)} />}
      {revoking && <RevokeDialog screen={revoking} onDone={finish} onCancel={() => setRevoking(undefined)} />}
    </AppPage>
  );
}

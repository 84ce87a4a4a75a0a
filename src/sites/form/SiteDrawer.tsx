import { t } from '@grafana/i18n';
import { ConfirmModal, Drawer, LoadingPlaceholder } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import { useLoad } from '../../api/useLoad';
import { RequestFailure } from '../../components/RequestFailure';
import { fetchSite, type Site } from '../site';
import { SiteForm } from './SiteForm';

interface Props {
  /** The site to change; absent: a new one. */
  site: Site | undefined;
  enterprises: string[];
  onSaved: (site: Site) => void;
  onClose: () => void;
}

/** Adds or changes a site beside the table. What was typed is not lost without a question. */
export function SiteDrawer({ site, enterprises, onSaved, onClose }: Props) {
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const close = () => (dirty ? setAsking(true) : onClose());
  const form = { enterprises, onSaved, onCancel: close, onDirty: setDirty };
  return (
    <Drawer
      title={site ? t('sites.editTitle', 'Change a counter') : t('sites.addTitle', 'Add a counter')}
      subtitle={site && `${site.enterprise} · ${site.code}`}
      size="sm"
      onClose={close}
    >
      {site ? <LoadedForm id={site.id} {...form} /> : <SiteForm opened={undefined} {...form} />}
      <ConfirmModal
        isOpen={asking}
        title={t('sites.discardTitle', 'Close without saving?')}
        body={t('sites.discardBody', 'What you typed will be lost.')}
        confirmText={t('sites.discard', 'Close without saving')}
        dismissText={t('sites.keepTyping', 'Go on')}
        onConfirm={onClose}
        onDismiss={() => setAsking(false)}
      />
    </Drawer>
  );
}

/** Begins with the site as it is now, which is not always what the table still shows. */
function LoadedForm({ id, ...form }: Omit<React.ComponentProps<typeof SiteForm>, 'opened'> & { id: string }) {
  const { value, error, reload } = useLoad(useCallback(() => fetchSite(id), [id]));
  if (value) {
    return <SiteForm opened={value} {...form} />;
  }
  return error ? (
    <RequestFailure title={t('sites.oneFailed', 'The counter could not be read')} error={error} onRetry={reload} />
  ) : (
    <LoadingPlaceholder text={t('sites.loadingOne', 'Reading the counter…')} />
  );
}

import { t } from '@grafana/i18n';
import { Alert, Button, Stack, TextLink } from '@grafana/ui';
import React, { useState } from 'react';

import { useEnterprises } from '../api/useEnterprises';
import { AppPage } from '../components/AppPage';
import { useFocusReturn } from '../components/useFocusReturn';
import { SiteDrawer } from './form/SiteDrawer';
import { SiteList } from './list/SiteList';
import { useSites, useSiteSearch } from './list/useSites';
import type { Site } from './site';
import { siteHref } from './siteHref';

/** All counters this organisation may see: searched, added, changed. None is deleted: its history belongs to it. */
export function SiteAdministration({ title }: { title: string }) {
  const [search, changeSearch] = useSiteSearch();
  const sites = useSites(search);
  const enterprises = useEnterprises();
  const [editing, setEditing] = useState<{ site: Site | undefined }>();
  const [saved, setSaved] = useState<{ site: Site; added: boolean }>();

  const notices = useFocusReturn<HTMLDivElement>(editing !== undefined);

  const begin = (site: Site | undefined) => {
    setSaved(undefined);
    setEditing({ site });
  };
  const finish = (site: Site) => {
    setSaved({ site, added: editing?.site === undefined });
    setEditing(undefined);
    if (editing?.site) {
      sites.put(site);
    } else {
      sites.reload();
    }
  };
  const add = sites.value?.writable && (
    <Button icon="plus" onClick={() => begin(undefined)}>
      {t('sites.add', 'Add a counter')}
    </Button>
  );
  return (
    <AppPage title={title} actions={add}>
      <Stack direction="column" gap={2}>
        <div aria-live="polite" ref={notices} tabIndex={-1}>
          {saved && <SavedNotice {...saved} onClose={() => setSaved(undefined)} />}
        </div>
        <SiteList sites={sites} search={search} onSearch={changeSearch} enterprises={enterprises} onEdit={begin} />
      </Stack>
      {editing && (
        <SiteDrawer
          site={editing.site}
          enterprises={enterprises}
          onSaved={finish}
          onClose={() => setEditing(undefined)}
        />
      )}
    </AppPage>
  );
}

/** What was saved. A new counter may stand on another page, or outside of the search: a link leads to it. */
function SavedNotice({ site, added, onClose }: { site: Site; added: boolean; onClose: () => void }) {
  const named = { code: site.code, enterprise: site.enterprise, interpolation: { escapeValue: false } };
  return (
    <Alert
      severity="success"
      bottomSpacing={0}
      onRemove={onClose}
      title={
        added
          ? t('sites.added', 'Counter {{code}} of {{enterprise}} is added', named)
          : t('sites.changed', 'Counter {{code}} of {{enterprise}} is changed', named)
      }
    >
      {added && <TextLink href={siteHref(site)}>{t('sites.showAdded', 'Show its row')}</TextLink>}
    </Alert>
  );
}

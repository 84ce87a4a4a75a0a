import { t } from '@grafana/i18n';
import { Alert, Button, EmptyState, LoadingPlaceholder, Pagination, Stack, Text } from '@grafana/ui';
import React from 'react';

import type { Loaded } from '../../api/useLoad';
import { RequestFailure } from '../../components/RequestFailure';
import { pickText } from '../../text/localizedText';
import type { Site, SitePage } from '../site';
import { isNarrowed, SITES_PER_PAGE, type SiteSearch } from './siteSearch';
import { SitesTable } from './SitesTable';

interface Props {
  sites: Loaded<SitePage>;
  search: SiteSearch;
  onSearch: (change: Partial<SiteSearch>) => void;
  enterprises: string[];
  onEdit: (site: Site) => void;
}

/** The table with the number of results, the pages, and what to say when there is nothing to show. */
export function SiteList({ sites: { value, error, loading, reload }, search, onSearch, enterprises, onEdit }: Props) {
  const narrowed = isNarrowed(search);
  if (!value && !error) {
    return <LoadingPlaceholder text={t('sites.loading', 'Reading the counters…')} />;
  }
  const pages = Math.ceil((value?.total ?? 0) / SITES_PER_PAGE);
  return (
    <Stack direction="column" gap={2}>
      {error && (
        <RequestFailure title={t('sites.failed', 'The counters could not be read')} error={error} onRetry={reload} />
      )}
      {value?.outage && !error && <OutageNotice outage={value.outage} onRetry={reload} />}
      {value && (
        <>
          <Stack gap={2} alignItems="center">
            <div role="status">
              <Text color="secondary">
                {t('sites.results', 'Counters found: {{total}}', { total: error ? '–' : value.total })}
              </Text>
            </div>
            {narrowed && (
              <Button
                size="sm"
                variant="secondary"
                fill="text"
                icon="times"
                onClick={() => onSearch({ enterprise: undefined, texts: {}, operational: undefined })}
              >
                {t('sites.clear', 'Show all counters')}
              </Button>
            )}
          </Stack>
          <SitesTable
            sites={error ? [] : value.sites}
            search={search}
            onSearch={onSearch}
            enterprises={enterprises}
            loading={loading}
            onEdit={value.writable ? onEdit : undefined}
          />
          {!error && value.sites.length === 0 && <NothingFound narrowed={narrowed} />}
          <Pagination
            currentPage={search.page}
            numberOfPages={pages}
            hideWhenSinglePage
            onNavigate={(page) => onSearch({ page })}
          />
        </>
      )}
    </Stack>
  );
}

interface OutageProps {
  outage: NonNullable<SitePage['outage']>;
  onRetry: () => void;
}

/** Why the table is an older one that nobody can change. */
function OutageNotice({ outage, onRetry }: OutageProps) {
  return (
    <Alert
      severity="warning"
      bottomSpacing={0}
      title={t('sites.outage', 'The counters can be read but not changed for now')}
    >
      <Stack direction="column" gap={1} alignItems="flex-start">
        {pickText(outage.text, t('language', 'en'))}
        <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
          {t('shared.retry', 'Try again')}
        </Button>
      </Stack>
    </Alert>
  );
}

function NothingFound({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <EmptyState variant="not-found" message={t('sites.notFound', 'No counter is like this')} />
  ) : (
    <EmptyState variant="not-found" message={t('sites.none', 'No counter is open to this organisation')} />
  );
}

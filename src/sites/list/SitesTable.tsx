import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';

import { LabelledValue, narrowCells, narrowRows } from '../../components/table/narrow';
import type { Site } from '../site';
import { columnTitles } from './columnTitles';
import { FilterRow } from './FilterRow';
import { SiteCell } from './SiteCell';
import { SITE_COLUMNS, type SiteSearch } from './siteSearch';
import { SortHeader } from './SortHeader';

interface Props {
  sites: Site[];
  search: SiteSearch;
  onSearch: (change: Partial<SiteSearch>) => void;
  enterprises: string[];
  loading: boolean;
  /** Absent: this person may not change sites. */
  onEdit?: (site: Site) => void;
}

/** The counters, with a search in every column that has one. */
export function SitesTable({ sites, search, onSearch, enterprises, loading, onEdit }: Props) {
  const styles = useStyles2(getStyles);
  const titles = columnTitles();
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('sites.table', 'Counters')} aria-busy={loading}>
        <thead>
          <tr className={styles.titles}>
            {SITE_COLUMNS.map((column) => (
              <SortHeader key={column} column={column} title={titles[column]} search={search} onSearch={onSearch} />
            ))}
            {onEdit && <td />}
          </tr>
          <FilterRow search={search} onSearch={onSearch} enterprises={enterprises} withActions={Boolean(onEdit)} />
        </thead>
        <tbody>
          {sites.map((site) => (
            <tr key={site.id}>
              {SITE_COLUMNS.map((column, index) => (
                <td key={column}>
                  <LabelledValue label={index > 0 ? titles[column] : undefined}>
                    <SiteCell site={site} column={column} />
                  </LabelledValue>
                </td>
              ))}
              {onEdit && (
                <td>
                  <IconButton
                    name="pen"
                    size="md"
                    tooltip={t('sites.editOne', 'Change counter {{code}} of {{enterprise}}', {
                      code: site.code,
                      enterprise: site.enterprise,
                      interpolation: { escapeValue: false },
                    })}
                    onClick={() => onEdit(site)}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  titles: css(narrowCells(theme, 100)),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left', verticalAlign: 'middle' },
    tbody: {
      tr: {
        borderTop: `1px solid ${theme.colors.border.weak}`,
        '&:hover': { background: theme.colors.action.hover },
      },
      td: { overflowWrap: 'anywhere' },
    },
    '&[aria-busy=true] tbody': { opacity: theme.colors.action.disabledOpacity + 0.3 },
    ...narrowRows(theme),
  }),
});

import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { SiteColumn, SiteSearch } from './siteSearch';

interface Props {
  column: SiteColumn;
  title: string;
  search: SiteSearch;
  onSearch: (change: Partial<SiteSearch>) => void;
}

/** A column's title; pressing it sorts by the column, pressing it again turns the order round. */
export function SortHeader({ column, title, search: { sort, direction }, onSearch }: Props) {
  const styles = useStyles2(getStyles);
  const sorted = sort === column;
  const descending = sorted && direction === 'desc';
  return (
    <th scope="col" aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        className={styles.button}
        onClick={() => onSearch({ sort: column, direction: sorted && !descending ? 'desc' : 'asc' })}
      >
        {title}
        {sorted && <Icon name={descending ? 'angle-down' : 'angle-up'} />}
      </button>
    </th>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: 0,
    border: 'none',
    background: 'none',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    textTransform: 'uppercase',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.colors.text.maxContrast, textDecoration: 'underline' },
  }),
});

import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import { SearchInput } from '../../components/SearchInput';
import { NARROW, narrowCells } from '../../components/table/narrow';
import { columnTitles } from './columnTitles';
import { SITE_COLUMNS, type SiteColumn, type SiteSearch, TEXT_SEARCHES, type TextSearch } from './siteSearch';

interface Props {
  search: SiteSearch;
  onSearch: (change: Partial<SiteSearch>) => void;
  enterprises: string[];
  /** Whether the table has a column of actions. */
  withActions: boolean;
}

/** What each column is searched for, below its title. */
export function FilterRow({ search, onSearch, enterprises, withActions }: Props) {
  const styles = useStyles2(getStyles);
  const labels = searchLabels();
  const titles = columnTitles();
  const filterOf = (column: SiteColumn) => {
    if (isTextSearch(column)) {
      return (
        <SearchInput
          label={labels[column]}
          placeholder={titles[column]}
          value={search.texts[column] ?? ''}
          onChange={(text) => onSearch({ texts: { ...search.texts, [column]: text } })}
        />
      );
    }
    if (column === 'enterprise') {
      return (
        <Choice
          label={t('sites.search.enterprise', 'Choose an enterprise')}
          placeholder={t('sites.search.allEnterprises', 'All')}
          options={enterprises.map((name) => ({ value: name, label: name }))}
          value={search.enterprise}
          onChange={(enterprise) => onSearch({ enterprise })}
        />
      );
    }
    return column === 'operational' ? (
      <Choice
        label={t('sites.search.operational', 'Choose by state')}
        placeholder={t('sites.search.all', 'All')}
        options={[
          { value: 'true', label: t('sites.yes', 'Yes') },
          { value: 'false', label: t('sites.no', 'No') },
        ]}
        value={search.operational}
        onChange={(operational) => onSearch({ operational })}
      />
    ) : null;
  };
  return (
    <tr className={styles.row}>
      {SITE_COLUMNS.map((column) => (
        <td key={column} className={styles[column === 'enterprise' || column === 'operational' ? column : 'text']}>
          {filterOf(column)}
        </td>
      ))}
      {withActions && <td />}
    </tr>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  placeholder: string;
  options: Array<{ value: T; label: string }>;
  value: T | undefined;
  onChange: (value: T | undefined) => void;
}

function Choice<T extends string>({ label, placeholder, options, value, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <>
      {/* Combobox takes no aria-label. */}
      <span id={id} hidden>
        {label}
      </span>
      <Combobox
        aria-labelledby={id}
        options={options}
        value={value ?? null}
        placeholder={placeholder}
        isClearable
        onChange={(chosen: { value: T } | null) => onChange(chosen?.value)}
      />
    </>
  );
}

function isTextSearch(column: SiteColumn): column is TextSearch {
  return TEXT_SEARCHES.some((search) => search === column);
}

function searchLabels(): Record<TextSearch, string> {
  return {
    code: t('sites.search.code', 'Search in the codes'),
    ip: t('sites.search.ip', 'Search in the IP addresses'),
    country: t('sites.search.country', 'Search in the countries'),
    city: t('sites.search.city', 'Search in the cities'),
    reason: t('sites.search.reason', 'Search in the reasons'),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    td: { paddingTop: 0, paddingBottom: theme.spacing(1.5) },
    // Below the title of the column it would say the same.
    'input[type="search"]::placeholder': { color: 'transparent', [NARROW]: { color: theme.colors.text.disabled } },
    ...narrowCells(theme, 130),
  }),
  enterprise: css({ minWidth: 190 }),
  operational: css({ minWidth: 120 }),
  text: css({ minWidth: 76 }),
});

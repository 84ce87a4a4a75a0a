import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { ColumnDescription } from '../catalogue';
import { localized } from '../request/language';

function typeText(type: ColumnDescription['type']): string {
  switch (type) {
    case 'string':
      return t('columns.type.string', 'text');
    case 'number':
      return t('columns.type.number', 'number');
    case 'boolean':
      return t('columns.type.boolean', 'yes or no');
    case 'time':
      return t('columns.type.time', 'date and time');
    default:
      return type;
  }
}

/** The columns a dataset answers with, folded away until someone asks. */
export function ColumnList({ columns }: { columns: ColumnDescription[] }) {
  const styles = useStyles2(getStyles);
  return (
    <details>
      <summary>{t('columns.summary', 'Columns ({{count}})', { count: columns.length })}</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('columns.name', 'Name')}</th>
            <th scope="col">{t('columns.title', 'Title')}</th>
            <th scope="col">{t('columns.type.header', 'Type')}</th>
            <th scope="col">{t('columns.unit', 'Unit')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name}>
              <td>
                <code>{column.name}</code>
              </td>
              <td>{localized(column.title)}</td>
              <td>{typeText(column.type)}</td>
              <td>{column.unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    marginTop: theme.spacing(1),
    'th, td': { padding: theme.spacing(0.25, 2, 0.25, 0) },
  }),
});

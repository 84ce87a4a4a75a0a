import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { GridTable } from '../../shared/GridTable';
import type { Tone } from '../../shared/tones';
import type { ListContext } from '../context';
import type { ListOptions } from '../options';
import type { Reason } from '../signals/sighting';
import { badgeOf } from './badges';
import { Cell, isAbsent, plainText } from './Cell';
import type { Column } from './columns';
import { PageLink } from './PageLink';
import type { Row } from './rows';
import { getStyles, gridOf, type ListStyles } from './styles';

interface Props {
  /** What the table is about, for screen readers. */
  label: string;
  columns: Column[];
  rows: Row[];
  /** Keys of the rows that have just come. */
  newRows: ReadonlySet<string>;
  /** Why rows call attention, by their keys. */
  signals: ReadonlyMap<string, Reason>;
  layout: Exclude<ListOptions['layout'], 'tiles' | 'days'>;
  /** That a long text may have. */
  lines: ListOptions['lines'];
  showColumnNames: boolean;
  context: ListContext;
}

/** The rows as a table. */
export function ListTable({ label, columns, rows, newRows, signals, layout, lines, showColumnNames, context }: Props) {
  const styles = useStyles2(getStyles, columns.length, lines);
  const hasNames = showColumnNames && layout === 'rows';
  return (
    <GridTable
      label={label}
      names={columns.map(({ name, title, kind }) => ({ key: name, title, kind }))}
      className={layout === 'strip' ? styles.strip : styles.table}
      namesClassName={hasNames ? styles.names : styles.unseen}
      style={layout === 'rows' ? gridOf(columns, hasNames, lines) : undefined}
      lines={lines}
    >
      {rows.map((row) => (
        <ListRow
          key={row.key}
          row={row}
          isNew={newRows.has(row.key)}
          signal={signals.get(row.key)}
          context={context}
          styles={styles}
        />
      ))}
    </GridTable>
  );
}

interface RowProps {
  row: Row;
  isNew: boolean;
  signal: Reason | undefined;
  context: ListContext;
  styles: ListStyles;
}

function ListRow({ row, isNew, signal, context, styles }: RowProps) {
  const tone = toneOf(row);
  return (
    <tr role="row" className={signal ? styles.signal : isNew ? styles.newRow : undefined} data-signal={signal}>
      {row.cells.map((cell) => {
        const content = <Cell {...cell} context={context} styles={styles} tone={tone} />;
        const { name, kind, title } = cell.column;
        const long = kind === 'main' || kind === 'text';
        return (
          <td key={name} role="cell" data-kind={kind} data-absent={isAbsent(cell.value) || undefined}>
            <span className={styles.label} data-label aria-hidden="true">
              {title}
            </span>
            {kind === 'main' && isNew && <strong className={styles.newMark}>{t('new', 'New')}</strong>}
            <span
              className={long ? styles.long : undefined}
              title={long && cell.value ? plainText(cell.field, cell.value) : undefined}
            >
              {kind === 'main' && row.href !== undefined ? (
                <PageLink href={row.href} title={row.linkTitle}>
                  {content}
                </PageLink>
              ) : (
                content
              )}
            </span>
          </td>
        );
      })}
    </tr>
  );
}

/** Of the first badge, which a bar in the same row goes with. */
function toneOf(row: Row): Tone {
  for (const { column, value } of row.cells) {
    const badge = column.kind === 'badge' ? badgeOf(column.name, value) : undefined;
    if (badge) {
      return badge.tone;
    }
  }
  return 'low';
}

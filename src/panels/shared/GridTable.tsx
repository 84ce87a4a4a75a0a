import type { GrafanaTheme2 } from '@grafana/data';
import React, { type CSSProperties, type ReactNode } from 'react';

import { BARE } from './screen/filling';
import { useMoreBelow } from './screen/useMoreBelow';

/** A table laid out as a grid: the rows share the height that is left, and cells stand below each other in its columns. */
export function gridTable(theme: GrafanaTheme2) {
  return {
    ...BARE,
    flex: '1 1 auto',
    minHeight: 0,
    overflow: 'auto',
    // A row that is cut in half looks broken; one that fades out says that there are more.
    '&[data-more-below]': { maskImage: 'linear-gradient(to bottom, #000 calc(100% - 1.5em), transparent)' },
    width: '100%',
    display: 'grid',
    gridAutoRows: 'minmax(min-content, 1fr)',
    columnGap: '0.6em',
    '& > tbody, & > thead': { display: 'contents' },
    '& tr': {
      display: 'grid',
      gridTemplateColumns: 'subgrid',
      gridColumn: '1 / -1',
      alignItems: 'center',
      borderTop: `1px solid ${theme.colors.border.weak}`,
    },
    '& td, & th': { ...BARE, minWidth: 0, textAlign: 'left', overflowWrap: 'anywhere', lineHeight: 1.2 },
  } as const;
}

interface Props {
  /** What the table is about, for screen readers; empty: nothing. */
  label: string;
  /** Names of the columns, in their order, each with the kind of its values, by which it may be set. */
  names: Array<{ key: string; title: string; kind?: string }>;
  className: string;
  namesClassName: string;
  style?: CSSProperties | undefined;
  /** Lines that a long text has where the table is wide. */
  lines?: number;
  /** The rows, each with its role. */
  children: ReactNode;
}

/** A table whose parts carry their roles, since browsers forget what a table is where it is laid out as a grid. */
export function GridTable({ label, names, className, namesClassName, style, lines, children }: Props) {
  const { ref, moreBelow } = useMoreBelow<HTMLTableElement>(children);
  return (
    <table
      ref={ref}
      role="table"
      aria-label={label || undefined}
      className={className}
      style={style}
      data-lines={lines}
      data-more-below={moreBelow || undefined}
    >
      <thead role="rowgroup" className={namesClassName}>
        <tr role="row">
          {names.map(({ key, title, kind }) => (
            <th key={key} role="columnheader" scope="col" data-kind={kind}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

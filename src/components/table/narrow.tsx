import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** For container queries on the width of a page of the app, without Grafana's menu beside it. */
export const PAGE_CONTAINER = 'vigie-page';

/** Narrower than this, the columns of a table stand below each other: a phone, or a window beside another one. */
export const NARROW = `@container ${PAGE_CONTAINER} (inline-size < 600px)`;

interface Props {
  /** Title of the column; absent: the value says by itself what it is. */
  label?: string | undefined;
  children: React.ReactNode;
}

/** A value, with the title of its column beside it where no head of the table shows it. */
export function LabelledValue({ label, children }: Props) {
  const styles = useStyles2(getValueStyles);
  return (
    <div className={styles.value} data-label={label}>
      <div className={styles.content} data-value>
        {children}
      </div>
    </div>
  );
}

/** Rows that become cards on a narrow page. */
export const narrowRows = (theme: GrafanaTheme2) => ({
  [NARROW]: {
    '&, & > :is(thead, tbody), & > tbody > tr > td': { display: 'block', width: '100%' },
    '& > tbody > tr': { display: 'block', padding: theme.spacing(1, 0) },
    '& > tbody > tr > td': { padding: theme.spacing(0.25, 0) },
    // Nothing says here what is missing.
    '& > tbody > tr > td:is(:empty, :has([data-value]:empty))': { display: 'none' },
  },
});

/** A head whose titles only name columns, which are not there on a narrow page. */
export const narrowHead = { [NARROW]: { '& > thead': { display: 'none' } } };

/** The cells of a row in a head, as many beside each other as have room. */
export const narrowCells = (theme: GrafanaTheme2, least: number) => ({
  [NARROW]: {
    display: 'grid',
    gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${least}px), 1fr))`,
    gap: theme.spacing(1),
    paddingBottom: theme.spacing(1),
    '&& > :is(td, th)': { display: 'block', padding: 0, minWidth: 0 },
    '& > :is(td, th):empty': { display: 'none' },
  },
});

const getValueStyles = (theme: GrafanaTheme2) => ({
  value: css({
    [NARROW]: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'baseline',
      // No text of its own: what a cell says stays its value.
      '&[data-label]::before': { content: 'attr(data-label)', flex: '0 0 9em', color: theme.colors.text.secondary },
    },
  }),
  content: css({ [NARROW]: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' } }),
});

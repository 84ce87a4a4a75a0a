import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { CSSProperties } from 'react';

import { gridTable } from '../../shared/GridTable';
import { BARE, clampedTo, filling, LEAST, ROWS_CONTAINER, smaller, UNSEEN } from '../../shared/screen/filling';
import type { ListOptions } from '../options';
import type { Column, Kind } from './columns';

/** Widths of the columns of a wide list: what the row is about gets most, short values what they need. */
const TRACKS: Record<Kind, string> = {
  main: 'minmax(0, 1fr)',
  text: 'fit-content(26%)',
  share: 'minmax(2em, 1fr)',
  bar: 'minmax(6em, 1fr)',
  badge: 'max-content',
  time: 'max-content',
  age: 'max-content',
  due: 'max-content',
  duration: 'max-content',
  number: 'max-content',
  id: 'max-content',
};

/** Beside bars, what the row is about takes what it needs. */
const MAIN_BESIDE_BARS = 'fit-content(50%)';

/** In rows of one line, what the row is about needs more of it. */
const TEXT_IN_ONE_LINE = 'fit-content(24%)';

/** Several figures share what is left of the width; what the row is about takes what it needs before, so that no name breaks for air. */
const AMONG_FIGURES = { main: 'fit-content(30%)', number: 'minmax(max-content, 1fr)' };
const MANY_FIGURES = 3;

/** Where texts may be long, what the row is about is short. */
const LONG_TEXTS = { main: 'fit-content(30%)', text: 'minmax(0, 1fr)' };

/** The names of the columns take what they need, the rows share the rest. */
export function gridOf(columns: readonly Column[], hasNames: boolean, lines: ListOptions['lines']): CSSProperties {
  const tracks = {
    ...TRACKS,
    ...(lines === 1 && { text: TEXT_IN_ONE_LINE }),
    ...(columns.filter(({ kind }) => kind === 'number').length >= MANY_FIGURES && AMONG_FIGURES),
    ...(columns.some(({ kind }) => kind === 'bar') && { main: MAIN_BESIDE_BARS }),
    ...(lines === 4 && LONG_TEXTS),
  };
  return {
    gridTemplateColumns: columns.map(({ kind }) => tracks[kind]).join(' '),
    gridTemplateRows: hasNames ? 'auto' : undefined,
  };
}

/**
 * Width of a line, in the list's own type, for each column after the first. The width bounds the type at a little less than that
 * (`ListPanel.tsx`), so that rows are cards where the type has become as small as it gets, and the columns still do not fit.
 */
const COLUMN_WIDTH_EM = 9;
const MOST_COLUMNS_IN_A_LINE = 11;

/** Width of a strip, in its own type, below which it has neither heading nor words for what is well, and names no values. */
const STRIP_LINE = '80em';
const STRIP_WITH_NAMES = '36em';

/** Cells whose value alone does not say what it is. */
const UNCLEAR = 'td:is([data-kind="age"], [data-kind="duration"], [data-kind="number"])';

/** The frame comes and goes; the text on it stays as readable as ever. */
const BLINK = keyframes({ '50%': { backgroundColor: 'transparent', outlineColor: 'transparent' } });

/** A row of several figures, each of which wants its name beside it. */
const OF_FIGURES = ':has(td[data-kind="number"] ~ td[data-kind="number"])';

/**
 * Low rows stay one line where they are narrow: what the row is about, the first text about it, and its badge or time. Those of
 * several figures cannot.
 */
const ONE_LINE_CARD = {
  '& td': { order: 3, fontSize: `max(${LEAST}, 0.85em)`, flex: '0 1 auto', lineHeight: 1.1 },
  [`& tr:has(td[data-kind="main"]):not(${OF_FIGURES})`]: { flexWrap: 'nowrap', '&::after': { display: 'none' } },
  '& tr:has(td[data-kind="main"]) td[data-kind="text"]': { flex: '0 1 28%' },
  '& td[data-kind="text"] ~ td[data-kind="text"], & tr:has(td[data-kind="main"]) td[data-kind="id"]': {
    display: 'none',
  },
  '& tr:has(td[data-kind="due"]) td[data-kind="badge"]': { display: 'none' },
} as const;

export type ListStyles = ReturnType<typeof getStyles>;

/**
 * @param columnCount - below a width that grows with it, a row becomes a card of two lines
 * @param lines - of a long text
 */
export function getStyles(theme: GrafanaTheme2, columnCount = 0, lines: ListOptions['lines'] = 2) {
  const width = COLUMN_WIDTH_EM * (Math.min(columnCount, MOST_COLUMNS_IN_A_LINE) - 1);
  const narrow = `@container ${ROWS_CONTAINER} (inline-size < ${width}em)`;
  const base = filling(theme);
  const table = css({
    ...gridTable(theme),
    '& :is(td, th):is([data-kind="number"], [data-kind="duration"], [data-kind="age"])': { textAlign: 'right' },
    [narrow]: {
      gridTemplateColumns: 'minmax(0, 1fr) !important',
      '& tr': {
        display: 'flex',
        flexWrap: 'wrap',
        alignContent: 'center',
        columnGap: '0.6em',
        rowGap: lines === 1 ? 0 : '0.05em',
        padding: lines === 1 ? 0 : '0.1em 0',
      },
      // The first line: what the row is about and its badges; the second one: the rest.
      '& tr::after': { content: '""', flexBasis: '100%', height: 0, order: 2 },
      '& td': { order: 3, fontSize: `max(${LEAST}, 0.85em)`, flex: '0 1 auto' },
      '& td[data-kind="main"]': { order: 0, flex: '1 1 40%', fontSize: '1em' },
      '& td:is([data-kind="badge"], [data-kind="due"])': { order: 1, flex: 'none', fontSize: '1em' },
      ...(lines === 1 && ONE_LINE_CARD),
      '& td:is([data-kind="share"], [data-kind="bar"])': { flex: '1 1 40%' },
      // Beside the figures that it is a share of; its bar has no room there.
      [`& tr${OF_FIGURES} td[data-kind="share"]`]: { flex: 'none', '& [data-track]': { display: 'none' } },
      // Nothing says here what is missing.
      '& td[data-absent]:not([data-kind="main"])': { display: 'none' },
      [`& ${UNCLEAR} > [data-label]`]: { display: 'inline' },
    },
  });
  return {
    panel: css(base.panel),
    body: css(base.body),
    heading: css(base.heading),
    /* The heading stands in the line, too. */
    stripBody: css({
      flexDirection: 'row',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '0 1.5em',
      '& > h2': {
        fontSize: '1em',
        color: theme.colors.text.secondary,
        [`@container ${ROWS_CONTAINER} (inline-size < ${STRIP_LINE})`]: UNSEEN,
      },
    }),
    table,
    strip: css({
      ...BARE,
      flex: '1 1 0',
      minWidth: 'min(100%, 20em)',
      maxHeight: '100%',
      overflow: 'auto',
      display: 'flex',
      '& > tbody': { display: 'flex', flexWrap: 'wrap', flex: 1, columnGap: '2em' },
      '& tr': { display: 'flex', flex: '1 1 auto', flexWrap: 'wrap', alignItems: 'center', columnGap: '0.6em' },
      '& td': { ...BARE, lineHeight: 1.15 },
      // No name of a column shows what is missing here.
      '& td[data-absent]': { display: 'none' },
      '& td[data-kind="badge"] > span > span': { fontSize: '1em', paddingTop: 0, paddingBottom: 0 },
      '& td[data-kind="main"]': { fontWeight: theme.typography.fontWeightMedium },
      '& td:not([data-kind="main"], [data-kind="badge"], [data-kind="time"]) > [data-label]': { display: 'inline' },
      // The sign of what is well says it alone where there is little room.
      [`@container ${ROWS_CONTAINER} (inline-size < ${STRIP_LINE})`]: { '& [data-tone="good"]': UNSEEN },
      [`@container ${ROWS_CONTAINER} (inline-size < ${STRIP_WITH_NAMES})`]: {
        fontSize: '0.82em',
        '& > tbody': { columnGap: '0.8em' },
        '& td[data-kind="age"], & td > [data-label]': { display: 'none !important' },
      },
    }),
    names: css(base.names, { '& tr': { border: 0 }, [narrow]: UNSEEN }),
    unseen: css(UNSEEN),
    newRow: css({
      backgroundColor: theme.colors.warning.transparent,
      boxShadow: `inset 0.2em 0 0 ${theme.colors.warning.main}`,
    }),
    signal: css({
      backgroundColor: theme.colors.error.transparent,
      boxShadow: `inset 0.2em 0 0 ${theme.colors.error.main}`,
      outline: `0.12em solid ${theme.colors.error.main}`,
      outlineOffset: '-0.12em',
      // Once a second, below the three of WCAG 2.3.1, and not longer than the five seconds of 2.2.2.
      '@media (prefers-reduced-motion: no-preference)': { animation: `${BLINK} 1s ease-in-out 5` },
    }),
    newMark: css({
      color: theme.colors.warning.text,
      fontSize: '0.8em',
      marginRight: '0.5em',
      textTransform: 'uppercase',
    }),
    /* What a value is, where no name of a column stands above it. */
    label: css({ display: 'none', color: theme.colors.text.secondary, marginRight: '0.4em' }),
    long: css(
      clampedTo(lines),
      // Smaller type leaves room for a second line, which a card has not.
      lines === 1 && {
        [`@container ${ROWS_CONTAINER} (${width}em <= inline-size < ${width + 6}em)`]: clampedTo(2),
      }
    ),
    badge: css({
      display: 'inline-block',
      padding: '0.08em 0.45em',
      borderRadius: theme.shape.radius.default,
      fontSize: `max(${LEAST}, ${smaller(0.85)})`,
      whiteSpace: 'nowrap',
    }),
    share: css({ display: 'flex', alignItems: 'center', gap: '0.5em' }),
    track: css({
      flex: 1,
      height: '0.5em',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      overflow: 'hidden',
      '& > span': { display: 'block', height: '100%' },
    }),
    figure: css({ flex: 'none', minWidth: '3.6em', textAlign: 'right' }),
    notice: css({ flex: 'none', fontSize: 'min(0.7em, 24px)', color: theme.colors.text.secondary }),
    sentence: css(base.sentence),
    more: css({ ...BARE, flex: 'none', color: theme.colors.text.secondary, fontSize: '0.8em' }),
  };
}

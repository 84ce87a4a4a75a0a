import type { GrafanaTheme2 } from '@grafana/data';
import type { CSSProperties } from 'react';

/** Grafana's own looks of tables, headings and paragraphs taken away. */
export const BARE = { border: 0, margin: 0, padding: 0, background: 'none' } as const;

/** For screen readers only. */
export const UNSEEN = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  display: 'block !important',
} as const;

/** So many lines of a text; what does not fit ends in dots, and whole on hover. */
export function clampedTo(lines: 1 | 2 | 4) {
  return { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: lines, overflow: 'hidden' } as const;
}

/** Share of the height of a row that its type has, so that so many lines fit. */
const TYPE_OF_ROW = { 1: 0.57, 2: 0.4, 4: 0.2 } as const;

/**
 * Type that is a little smaller than that around it, but not where that is just large enough to be read from afar (20 px): the steep
 * line lifts it there, and leaves smaller type alone.
 */
export const smaller = (share: number): string => `max(${share}em, min(20px, 8em - 140px))`;

/** Of what stands beside the rows of a long list, at a desk: their own type is {@link filling}'s smallest. */
const LEAST_HEADING = '15px';
export const LEAST = '12px';

/** For container queries on the width of a panel in its own type. */
export const ROWS_CONTAINER = 'vigie-rows';

/**
 * The frame of a panel whose rows share its height: a row's share makes the size of the type, so that its lines fit
 * into a row. The width bounds it, too, so that a low panel of few rows does not shout; nothing is smaller than can be read at
 * a desk.
 */
export function filling(theme: GrafanaTheme2) {
  return {
    panel: { containerType: 'size', position: 'relative', width: '100%', height: '100%' },
    body: {
      containerType: 'inline-size',
      containerName: ROWS_CONTAINER,
      height: '100%',
      display: 'flex',
      flexDirection: 'column',
      fontSize:
        'clamp(14px, min(100cqh / var(--vigie-rows) * var(--vigie-type-of-row), max(var(--vigie-least), var(--vigie-width-share) * 1cqw)), 72px)',
      fontVariantNumeric: 'tabular-nums',
      color: theme.colors.text.primary,
    },
    heading: {
      ...BARE,
      flex: 'none',
      fontSize: `max(${LEAST_HEADING}, ${smaller(0.9)})`,
      lineHeight: 1.3,
      fontWeight: theme.typography.fontWeightMedium,
    },
    names: {
      '& th': {
        fontSize: `max(${LEAST}, 0.8em)`,
        fontWeight: theme.typography.fontWeightRegular,
        color: theme.colors.text.secondary,
      },
    },
    sentence: { ...BARE, margin: 'auto 0', color: theme.colors.text.secondary, fontSize: 'min(1em, 28px)' },
  } as const;
}

/**
 * What {@link filling} reckons with.
 *
 * @param rows - that share the height, with what stands above them in rows
 * @param widthShare - size of the type at most, in percent of the width
 * @param lines - of type that a row has room for. With one the rows may be low, where the width would allow larger type than
 * fits into a card
 */
export function fillingSizes(rows: number, widthShare: number, lines: 1 | 2 | 4 = 2): CSSProperties {
  return {
    '--vigie-rows': Math.max(1, rows),
    '--vigie-width-share': widthShare,
    '--vigie-type-of-row': TYPE_OF_ROW[lines],
    '--vigie-least': lines === 1 ? '14px' : '15px',
  } as CSSProperties;
}

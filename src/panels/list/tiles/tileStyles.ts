import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

import { BARE, LEAST, ROWS_CONTAINER } from '../../shared/screen/filling';

/** Narrower than this a tile is not read, in pixels: two rows of tiles then. */
const NARROWEST = 150;

/**
 * Type of the name of a tile: readable from afar even in a low tile, as far as its height goes. A letter is about half as wide as
 * high.
 */
export const TILE_NAME_SIZE = `clamp(${LEAST}, min(max(17cqh, min(20px, max(24cqh, 13px))), 190cqw / var(--vigie-name, 12)), 40px)`;

const NAME_LINE = 1.15;
const FIGURE_LINE = 1.1;

/** What two lines of the name leave of the height, less a hair that rounding takes. */
const BESIDE_NAME = `(100cqh - 1px - ${2 * NAME_LINE} * ${TILE_NAME_SIZE}) / ${FIGURE_LINE}`;

/** @param count - of the tiles */
export function getTileStyles(theme: GrafanaTheme2, count: number) {
  return {
    tiles: css({
      ...BARE,
      flex: '1 1 auto',
      minHeight: 0,
      overflow: 'auto',
      display: 'grid',
      gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))`,
      [`@container ${ROWS_CONTAINER} (inline-size < ${count * NARROWEST}px)`]: {
        gridTemplateColumns: `repeat(${Math.ceil(count / 2)}, minmax(0, 1fr))`,
      },
      gridAutoRows: '1fr',
      gap: theme.spacing(1),
    }),
    tile: css({
      containerType: 'size',
      position: 'relative',
      minWidth: 0,
      display: 'flex',
      flexDirection: 'column-reverse',
      justifyContent: 'center',
      alignItems: 'center',
      textAlign: 'center',
      padding: '0 2px',
      overflow: 'hidden',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
    }),
    name: css({
      fontWeight: theme.typography.fontWeightRegular,
      lineHeight: NAME_LINE,
      fontSize: TILE_NAME_SIZE,
    }),
    figure: css({
      ...BARE,
      lineHeight: FIGURE_LINE,
      fontWeight: theme.typography.fontWeightMedium,
      fontSize: `clamp(16px, min(46cqh, ${BESIDE_NAME}, 155cqw / var(--vigie-figure)), 140px)`,
      whiteSpace: 'nowrap',
      // The whole tile leads where its figure does.
      '& > a': { color: 'inherit', '&::after': { content: '""', position: 'absolute', inset: 0 } },
    }),
  };
}

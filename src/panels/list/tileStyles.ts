import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

import { BARE, ROWS_CONTAINER } from '../shared/filling';

/** Narrower than this a tile is not read, in pixels: two rows of tiles then. */
const NARROWEST = 150;

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
    /* A letter is about half as wide as high. */
    name: css({
      fontWeight: theme.typography.fontWeightRegular,
      lineHeight: 1.15,
      fontSize: 'clamp(13px, min(17cqh, 190cqw / var(--vigie-name)), 40px)',
    }),
    figure: css({
      ...BARE,
      lineHeight: 1.1,
      fontWeight: theme.typography.fontWeightMedium,
      fontSize: 'clamp(16px, min(46cqh, 155cqw / var(--vigie-figure)), 140px)',
      whiteSpace: 'nowrap',
    }),
  };
}

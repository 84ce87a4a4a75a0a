import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

import { BARE, ROWS_CONTAINER } from '../../shared/screen/filling';
import { TILE_NAME_SIZE } from '../tiles/tileStyles';

/** Narrower than this there is no room for bars beside the texts, in pixels; and none for the figure beside its name. */
const WITH_BARS = 380;
const IN_A_LINE = 220;
const SMALL_NAME = 'clamp(12px, 15cqh, 16px)';
/** Of the panel: two tiles that are too narrow for a line. */
const NARROW = `@container ${ROWS_CONTAINER} (inline-size < ${2 * IN_A_LINE}px)`;

/** Tiles with the figure at the left, its name and the mean beside it, and the bars at the right. */
export function getDayStyles(theme: GrafanaTheme2) {
  return {
    tiles: css({
      ...BARE,
      flex: '1 1 auto',
      minHeight: 0,
      display: 'grid',
      gridAutoFlow: 'column',
      gridAutoColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
    }),
    tile: css({
      containerType: 'size',
      minWidth: 0,
      display: 'grid',
      gridTemplateColumns: 'auto auto minmax(0, 1fr)',
      gridTemplateRows: '1fr auto auto 1fr',
      gridTemplateAreas: '"figure . bars" "figure name bars" "figure mean bars" "figure . bars"',
      [NARROW]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        gridTemplateRows: 'auto auto auto',
        gridTemplateAreas: '"figure" "name" "mean"',
        alignContent: 'center',
      },
      columnGap: 'min(4cqw, 20px)',
      alignItems: 'center',
      padding: '0 min(3cqw, 16px)',
      overflow: 'hidden',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      '& > dt': { gridArea: 'name' },
      // Its own container decides: a tile that is too narrow for a part has none of it.
      [`@container (inline-size < ${WITH_BARS}px)`]: { '& > dd:last-of-type': { display: 'none' } },
    }),
    name: css({
      ...BARE,
      fontWeight: theme.typography.fontWeightRegular,
      lineHeight: 1.15,
      fontSize: TILE_NAME_SIZE,
      [`@container (inline-size < ${WITH_BARS}px)`]: { fontSize: SMALL_NAME },
      [NARROW]: {
        textAlign: 'center',
      },
    }),
    mean: css({ gridArea: 'mean', color: theme.colors.text.secondary }),
    figure: css({
      ...BARE,
      gridArea: 'figure',
      lineHeight: 1.1,
      fontWeight: theme.typography.fontWeightMedium,
      fontSize: 'clamp(16px, min(64cqh, 18cqw), 140px)',
      whiteSpace: 'nowrap',
      [NARROW]: {
        textAlign: 'center',
        fontSize: 'clamp(16px, 30cqh, 60px)',
      },
    }),
    bars: css({
      ...BARE,
      gridArea: 'bars',
      alignSelf: 'stretch',
      margin: '8cqh 0',
      display: 'flex',
      gap: '3px',
      '& > span': { flex: 1, display: 'flex', alignItems: 'flex-end' },
    }),
    bar: css({
      width: '100%',
      minHeight: 2,
      borderRadius: '2px 2px 0 0',
      backgroundColor: theme.colors.text.disabled,
    }),
  };
}

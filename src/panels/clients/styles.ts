import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

import { gridTable } from '../shared/GridTable';
import { BARE, clampedTo, filling } from '../shared/screen/filling';

export function getStyles(theme: GrafanaTheme2) {
  const base = filling(theme);
  return {
    panel: css(base.panel),
    body: css(base.body),
    header: css({ flex: 'none', display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: '1em' }),
    heading: css(base.heading, { fontSize: '1.3em' }),
    /* A line of its own, so that the rows of panels beside each other line up however long their limits are. */
    totals: css({
      ...BARE,
      flexBasis: '100%',
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: '0.2em 0.6em',
    }),
    total: css({ padding: '0 0.4em', borderRadius: theme.shape.radius.default }),
    limit: css({ color: theme.colors.text.secondary, fontSize: '0.8em' }),
    table: css({
      ...gridTable(theme),
      gridTemplateColumns:
        'minmax(0, 1fr) minmax(3em, max-content) minmax(3em, max-content) minmax(3.2em, max-content)',
      gridTemplateRows: 'auto',
      '& thead tr': { border: 0 },
      '& td, & th:not(:first-child)': { textAlign: 'center' },
      '& tr > th:first-child': { fontWeight: theme.typography.fontWeightRegular },
      '& tbody td': { fontSize: '1.2em' },
    }),
    names: css(base.names),
    name: css(clampedTo(2)),
    track: css({
      position: 'relative',
      height: '0.5em',
      margin: '0.25em 0',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.border.weak,
    }),
    fill: css({ height: '100%', borderRadius: theme.shape.radius.default }),
    /* Beyond the bar on both sides, so that it shows on a bar of any colour. */
    mark: css({
      position: 'absolute',
      top: '-0.15em',
      bottom: '-0.15em',
      width: 'max(2px, 0.1em)',
      transform: 'translateX(-100%)',
      background: theme.colors.text.primary,
    }),
    sign: css({ fontSize: '0.7em', marginRight: '0.25em' }),
    overdue: css({
      alignSelf: 'stretch',
      display: 'grid',
      placeContent: 'center',
      margin: '0.12em 0 !important',
      borderRadius: theme.shape.radius.default,
    }),
    age: css({ whiteSpace: 'nowrap' }),
    sentence: css(base.sentence),
  };
}

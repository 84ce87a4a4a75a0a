import { cx } from '@emotion/css';
import { LoadingState, type PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { type CSSProperties, useEffect, useMemo, useState } from 'react';

import { numberText } from '../../text/figures';
import { fillingSizes } from '../shared/filling';
import { noteAnswer } from '../shared/freshness';
import { useKeptAnswer } from '../shared/keptAnswer';
import { columnsOf } from './columns';
import { listContext } from './context';
import { ListTable } from './ListTable';
import type { ListOptions } from './options';
import { rowsOf } from './rows';
import { StaleBand } from './StaleBand';
import { getStyles } from './styles';
import { Tiles } from './Tiles';
import { useNewRows } from './useNewRows';

/** Nobody reads further, and a browser draws no more in a moment. */
const MOST_ROWS = 500;

/** Rows of a dataset that share the height of the panel; their type grows and shrinks with them. */
export function ListPanel({ data: latest, options, timeZone, title, replaceVariables }: PanelProps<ListOptions>) {
  const { heading, columns: chosen, layout, emptyText } = options;
  const styles = useStyles2(getStyles);
  const [mountedAt] = useState(Date.now);
  const question = replaceVariables(JSON.stringify(latest.request?.targets ?? []));
  const data = useKeptAnswer(latest, question);
  const columns = useMemo(() => columnsOf(data.series, chosen), [data.series, chosen]);
  const rows = useMemo(() => rowsOf(data.series, columns), [data.series, columns]);
  const context = useMemo(() => listContext(data, timeZone, mountedAt), [data, timeZone, mountedAt]);
  const isAnswered = data.series.length > 0 && data.state !== LoadingState.Loading;
  const newRows = useNewRows(isAnswered ? rows.map(({ key }) => key) : undefined, question);

  useEffect(() => noteAnswer(latest), [latest]);

  const headingText = replaceVariables(heading);
  const shown = rows.slice(0, MOST_ROWS);
  return (
    <section className={styles.panel} aria-label={headingText || title || undefined}>
      <div
        className={cx(styles.body, layout === 'strip' && styles.stripBody)}
        style={sizes(shown.length, columns.length, options, headingText !== '')}
      >
        {headingText !== '' && <h2 className={styles.heading}>{headingText}</h2>}
        {shown.length > 0 && layout === 'tiles' && <Tiles row={shown[0]!} context={context} />}
        {shown.length > 0 && layout !== 'tiles' && (
          <ListTable
            label={headingText || title}
            columns={columns}
            rows={shown}
            newRows={newRows}
            layout={layout}
            showColumnNames={options.showColumnNames}
            context={context}
          />
        )}
        {shown.length === 0 && (
          <p className={styles.sentence}>{sentence(data.series.length > 0, data.state, emptyText)}</p>
        )}
        {layout !== 'tiles' && rows.length > shown.length && (
          <p className={styles.more}>
            {t('more', 'Rows not shown: {{figure}}', {
              figure: numberText(rows.length - shown.length, context.language),
            })}
          </p>
        )}
      </div>
      {options.staleAfterMinutes > 0 && <StaleBand minutes={options.staleAfterMinutes} context={context} />}
    </section>
  );
}

/** That there is nothing is news only when the source has said so: a query that failed says nothing of the kind. */
function sentence(hasFrames: boolean, state: LoadingState, emptyText: string): string {
  if (hasFrames && state !== LoadingState.Error) {
    return emptyText || t('nothing', 'Nothing to show');
  }
  return state === LoadingState.Loading ? t('loading', 'Reading…') : t('noAnswer', 'No answer');
}

/** What the size of the type depends on. */
function sizes(
  rows: number,
  columns: number,
  { layout, showColumnNames }: ListOptions,
  hasHeading: boolean
): CSSProperties {
  if (layout === 'tiles') {
    // The heading alone goes by it.
    return fillingSizes(3, 2);
  }
  const beside = layout === 'strip';
  const extra = (hasHeading && !beside ? 0.7 : 0) + (showColumnNames && !beside ? 0.6 : 0);
  // So much of the width that the columns fit into a line.
  return fillingSizes((beside ? 1 : rows) + extra, beside ? 1.09 : 10.8 / Math.max(1, columns - 1));
}

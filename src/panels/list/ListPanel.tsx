import { cx } from '@emotion/css';
import { LoadingState, type PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { type CSSProperties, useEffect, useMemo, useState } from 'react';

import { numberText } from '../../text/figures';
import { noteAnswer } from '../shared/answer/freshness';
import { useKeptAnswer } from '../shared/answer/keptAnswer';
import { fillingSizes } from '../shared/screen/filling';
import { listContext } from './context';
import { Days } from './days/Days';
import type { ListOptions } from './options';
import { PlaylistProgress } from './playlist/PlaylistProgress';
import { StaleBand } from './presence/StaleBand';
import { usePresence } from './presence/usePresence';
import type { Sighting } from './signals/sighting';
import { SoundNotice } from './signals/sound/SoundNotice';
import { useSignals } from './signals/useSignals';
import { columnsOf } from './table/columns';
import { ListTable } from './table/ListTable';
import { type Row, rowsOf } from './table/rows';
import { getStyles } from './table/styles';
import { useNewRows } from './table/useNewRows';
import { Tiles } from './tiles/Tiles';

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
  const things = rows.filter(({ isThing }) => isThing);
  const newRows = useNewRows(isAnswered ? things.map(({ key }) => key) : undefined, question);

  const signals = useSignals(latest, question, options, context);

  useEffect(() => noteAnswer(latest), [latest]);
  usePresence(options.staleAfterMinutes > 0);

  const headingText = replaceVariables(heading);
  const shown = shownRows(rows, options.mostRows || MOST_ROWS, signals);
  if (options.hiddenWhenEmpty && shown.length === 0 && hasNothing(data.series.length > 0, data.state)) {
    return null;
  }
  return (
    <section className={styles.panel} aria-label={headingText || title || undefined}>
      <div
        className={cx(styles.body, layout === 'strip' && styles.stripBody)}
        style={sizes(shown.length, columns.length, options, headingText !== '')}
      >
        {headingText !== '' && <h2 className={styles.heading}>{headingText}</h2>}
        {options.signals && (
          <div className={styles.notice}>
            <SoundNotice hours={options.soundHours} />
          </div>
        )}
        {shown.length > 0 && layout === 'tiles' && <Tiles row={shown[0]!} context={context} />}
        {shown.length > 0 && layout === 'days' && <Days rows={shown} context={context} />}
        {shown.length > 0 && layout !== 'tiles' && layout !== 'days' && (
          <ListTable
            label={headingText || title}
            columns={columns}
            rows={shown}
            newRows={newRows}
            signals={new Map(signals.map(({ row, reason }) => [row, reason]))}
            layout={layout}
            lines={options.lines}
            showColumnNames={options.showColumnNames}
            context={context}
          />
        )}
        {shown.length === 0 && (
          <p className={styles.sentence}>{sentence(data.series.length > 0, data.state, emptyText)}</p>
        )}
        {layout !== 'tiles' && options.mostRows === 0 && rows.length > shown.length && (
          <p className={styles.more}>
            {t('more', 'Rows not shown: {{figure}}', {
              figure: numberText(rows.length - shown.length, context.language),
            })}
          </p>
        )}
        {options.playlistProgress && <PlaylistProgress language={context.language} />}
      </div>
      {options.signals && (
        <p role="status" className={styles.unseen}>
          {signals.map(signalText).join(' ')}
        </p>
      )}
      {options.staleAfterMinutes > 0 && <StaleBand minutes={options.staleAfterMinutes} context={context} />}
    </section>
  );
}

/** The first rows, and in the place of the last of them those further down that call attention. */
function shownRows(rows: readonly Row[], most: number, signals: readonly Sighting[]): Row[] {
  const called = new Set(signals.map(({ row }) => row));
  const below = rows.slice(most).filter(({ key }) => called.has(key));
  return [...rows.slice(0, Math.max(0, most - below.length)), ...below.slice(0, most)];
}

/** For screen readers, which see nothing blink. */
function signalText({ reason, title }: Sighting): string {
  return reason === 'critical'
    ? t('signal.critical', 'New critical ticket: {{title}}.', { title, interpolation: AS_TEXT })
    : t('signal.breached', 'Due date passed: {{title}}.', { title, interpolation: AS_TEXT });
}

/** React makes a text of it; the dictionary would write the signs of HTML otherwise. */
const AS_TEXT = { escapeValue: false };

/** That there is nothing is news only when the source has said so: a query that failed says nothing of the kind. */
function hasNothing(hasFrames: boolean, state: LoadingState): boolean {
  return hasFrames && state !== LoadingState.Error;
}

function sentence(hasFrames: boolean, state: LoadingState, emptyText: string): string {
  if (hasNothing(hasFrames, state)) {
    return emptyText || t('nothing', 'Nothing to show');
  }
  return state === LoadingState.Loading ? t('loading', 'Reading…') : t('noAnswer', 'No answer');
}

/** What the size of the type depends on. */
function sizes(
  rows: number,
  columns: number,
  { layout, lines, showColumnNames }: ListOptions,
  hasHeading: boolean
): CSSProperties {
  if (layout === 'tiles' || layout === 'days') {
    // The heading alone goes by it.
    return fillingSizes(3, 2);
  }
  const beside = layout === 'strip';
  const extra = (hasHeading && !beside ? 0.5 : 0) + (showColumnNames && !beside ? 0.6 : 0);
  // So much of the width that the columns fit into a line.
  return fillingSizes((beside ? 1 : rows) + extra, beside ? 1.09 : 10.8 / Math.max(1, columns - 1), lines);
}

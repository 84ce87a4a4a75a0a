import { cx } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { type CSSProperties } from 'react';

import { numberText } from '../../../text/figures';
import { colourOf } from '../../shared/tones';
import type { ListContext } from '../context';
import { figureText } from '../table/Cell';
import type { Cell, Row } from '../table/rows';
import { chosenTone } from '../tone';
import { getDayStyles } from './dayStyles';

interface Props {
  /** Days in their order, the last one today. */
  rows: Row[];
  context: ListContext;
}

/** The values of today as tiles, each with a bar for every day and the mean of the days before. */
export function Days({ rows, context }: Props) {
  const styles = useStyles2(getDayStyles);
  const today = rows.at(-1)!;
  const shown = today.cells.filter(({ column }) => column.kind !== 'time');
  return (
    <dl className={styles.tiles}>
      {shown.map((cell) => {
        const days = rows.map((row) => row.cells.find(({ column }) => column.name === cell.column.name)!);
        return (
          <div key={cell.column.name} className={styles.tile}>
            <dt className={styles.name}>{cell.column.title}</dt>
            <dd className={styles.figure}>{figureText(cell, context)}</dd>
            {days.length > 1 && (
              <>
                <dd className={cx(styles.name, styles.mean)}>
                  {t('days.mean', 'Mean of {{days}} d: {{figure}}', meanOf(days.slice(0, -1), context))}
                </dd>
                <dd className={styles.bars} aria-hidden="true">
                  <Bars days={days} rows={rows} context={context} />
                </dd>
              </>
            )}
          </div>
        );
      })}
    </dl>
  );
}

function meanOf(days: Cell[], { language }: ListContext): { days: string; figure: string } {
  const mean = days.reduce((sum, { value }) => sum + numberOf(value), 0) / days.length;
  return { days: String(days.length), figure: numberText(mean, language) };
}

interface BarsProps extends Props {
  days: Cell[];
}

/** A bar for each day, its date and figure on hover; that of today, which is not over, in its colour. */
function Bars({ days, rows, context }: BarsProps) {
  const styles = useStyles2(getDayStyles);
  const highest = Math.max(1, ...days.map(({ value }) => numberOf(value)));
  return (
    <>
      {days.map((cell, index) => {
        const date = rows[index]!.cells.find(({ column }) => column.kind === 'time')?.value;
        const today = index === days.length - 1 && { backgroundColor: colourOf(chosenTone(cell.field) ?? 'low') };
        const style: CSSProperties = { height: `${(100 * numberOf(cell.value)) / highest}%`, ...today };
        return (
          <span key={index} title={`${dayText(date, context)}${figureText(cell, context)}`}>
            <span className={styles.bar} style={style} />
          </span>
        );
      })}
    </>
  );
}

function dayText(date: unknown, { timeZone }: ListContext): string {
  return typeof date === 'number' ? `${dateTimeFormat(date, { timeZone, format: 'DD/MM' })}\u00a0: ` : '';
}

/** A value that is none counts as nothing, as it is drawn. */
function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0;
}

import { type Field, formattedValueToString } from '@grafana/data';
import React from 'react';

import { durationText, percentText } from '../../text/figures';
import { agoText, untilText } from '../shared/relativeTime';
import { useTickingText } from '../shared/ticker';
import { colourOf, filled, type Tone } from '../shared/tones';
import { badgeOf } from './badges';
import { exactTime, type ListContext, shortTime } from './context';
import type { ListFieldOptions } from './options';
import type { Cell as CellModel } from './rows';
import type { ListStyles } from './styles';

/** A value that is not there. */
const ABSENT = '–';

interface Props extends CellModel {
  context: ListContext;
  styles: ListStyles;
  /** Of the row, for its bar. */
  tone: Tone;
}

/** One value the way its column is written. What does not fit its column is a plain text. */
export function Cell({ context, styles, tone, ...cell }: Props) {
  const { column, field, value } = cell;
  const { language } = context;
  if (isAbsent(value)) {
    return <span aria-hidden="true">{ABSENT}</span>;
  }
  if (column.kind === 'badge') {
    const badge = badgeOf(column.name, value);
    return badge ? (
      <span className={styles.badge} style={filled(badge.tone)}>
        <span aria-hidden="true">{badge.sign}</span> <span data-tone={badge.tone}>{badge.word}</span>
      </span>
    ) : (
      <>{plainText(field, value)}</>
    );
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return <>{plainText(field, value)}</>;
  }
  switch (column.kind) {
    case 'time': {
      if (Number.isNaN(new Date(value).getTime())) {
        return <>{plainText(field, value)}</>;
      }
      const { time } = (field?.config.custom ?? {}) as ListFieldOptions;
      const exact = exactTime(value, context);
      return time === 'exact' ? (
        <time dateTime={new Date(value).toISOString()} title={exact}>
          {shortTime(value, context)}
        </time>
      ) : (
        <Ago instant={value} exact={exact} context={context} />
      );
    }
    case 'age':
      return <Age seconds={value} context={context} />;
    case 'remaining':
      return <Remaining seconds={value} context={context} />;
    case 'share': {
      const ratio = field?.config.unit === 'percent' ? value / 100 : value;
      return (
        <span className={styles.share}>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${100 * Math.min(1, Math.max(0, ratio))}%`, backgroundColor: colourOf(tone) }} />
          </span>
          <span className={styles.figure}>{percentText(ratio, language)}</span>
        </span>
      );
    }
    default:
      return <>{figureText(cell, context)}</>;
  }
}

/** A value as a text that does not change with the time. */
export function figureText({ column, field, value }: CellModel, { language }: ListContext): string {
  if (isAbsent(value)) {
    return ABSENT;
  }
  return column.kind === 'duration' && typeof value === 'number' && Number.isFinite(value)
    ? durationText(value, language)
    : plainText(field, value);
}

export function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** As Grafana writes the field: with its unit and the value mappings of the data source or of an editor. */
export function plainText(field: Field | undefined, value: unknown): string {
  return field?.display ? formattedValueToString(field.display(value)) : String(value);
}

interface AgoProps {
  instant: number;
  exact: string;
  context: ListContext;
}

/** "12 min ago", the exact time on hover. */
function Ago({ instant, exact, context }: AgoProps) {
  const text = useTickingText((now) => agoText((now + context.clockOffset - instant) / 1000, context.language));
  return (
    <time dateTime={new Date(instant).toISOString()} title={exact}>
      {text}
    </time>
  );
}

interface SecondsProps {
  /** When the answer was given. */
  seconds: number;
  context: ListContext;
}

/** A duration that has gone on since the answer came; in whole minutes after the first one, so that it does not flicker. */
function Age({ seconds, context: { language, answeredAt } }: SecondsProps) {
  const text = useTickingText((now) => {
    const current = seconds + Math.max(0, now - answeredAt) / 1000;
    return durationText(current < 60 ? current : Math.floor(current / 60) * 60, language);
  });
  return <>{text}</>;
}

/** The time left, which goes on running out. */
function Remaining({ seconds, context: { language, answeredAt } }: SecondsProps) {
  const text = useTickingText((now) => untilText(seconds - Math.max(0, now - answeredAt) / 1000, language));
  return <>{text}</>;
}

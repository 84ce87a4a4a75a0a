import { type Field, FieldType, formattedValueToString } from '@grafana/data';
import { t } from '@grafana/i18n';
import React, { type ReactNode } from 'react';

import { durationText, percentText } from '../../../text/figures';
import { agoText, lengthText, untilText } from '../../shared/relativeTime';
import { useTickingText } from '../../shared/ticker';
import { colourOf, filled, type Tone } from '../../shared/tones';
import { exactTime, type ListContext, shortTime } from '../context';
import type { ListFieldOptions } from '../options';
import { callsForAttention, chosenTone } from '../tone';
import { badgeOf } from './badges';
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
    if (badge?.isQuiet) {
      return <>{badge.word}</>;
    }
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
    case 'time':
      return <Time {...cell} instant={value} context={context} />;
    case 'age':
      return <Age seconds={value} context={context} />;
    case 'due':
      return <Due {...cell} instant={dueAt(field, value, context)} context={context} styles={styles} />;
    case 'share': {
      const ratio = field?.config.unit === 'percent' ? value / 100 : value;
      return (
        <Bar ratio={ratio} figure={percentText(ratio, language)} tone={chosenTone(field) ?? tone} styles={styles} />
      );
    }
    case 'bar':
      return (
        <Bar
          ratio={value / greatestOf(field)}
          figure={figureText(cell, context)}
          tone={chosenTone(field) ?? tone}
          styles={styles}
        />
      );
    case 'number':
      return <Figure value={value} text={figureText(cell, context)} tone={chosenTone(field)} styles={styles} />;
    default:
      return <>{figureText(cell, context)}</>;
  }
}

interface BarProps {
  /** Of the whole length; what is less than nothing or more than all of it is drawn as that. */
  ratio: number;
  figure: string;
  tone: Tone;
  styles: ListStyles;
}

function Bar({ ratio, figure, tone, styles }: BarProps) {
  return (
    <span className={styles.share}>
      <span className={styles.track} data-track aria-hidden="true">
        <span style={{ width: `${100 * Math.min(1, Math.max(0, ratio))}%`, backgroundColor: colourOf(tone) }} />
      </span>
      <span className={styles.figure}>{figure}</span>
    </span>
  );
}

interface FigureProps {
  value: number;
  text: string;
  tone: Tone | undefined;
  styles: ListStyles;
}

/** On the colour of its column where it calls for attention; the name of the column says for what. */
function Figure({ value, text, tone, styles }: FigureProps) {
  return tone !== undefined && callsForAttention(value) ? (
    <span className={styles.badge} style={filled(tone)}>
      {text}
    </span>
  ) : (
    <>{text}</>
  );
}

/** At least 1, so that a column of zeros has no bars. */
function greatestOf(field: Field | undefined): number {
  return Math.max(1, ...(field?.values ?? []).filter((value) => Number.isFinite(value)));
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

interface TimeProps extends Omit<CellModel, 'column'> {
  instant: number;
  context: ListContext;
}

/** "12 min ago", the exact time on hover; the exact one where an editor wants it so. */
function Time({ field, value, instant, context }: TimeProps) {
  if (Number.isNaN(new Date(instant).getTime())) {
    return <>{plainText(field, value)}</>;
  }
  return (
    <ExactTime instant={instant} context={context}>
      {isExact(field) ? shortTime(instant, context) : <Ago instant={instant} context={context} />}
    </ExactTime>
  );
}

function isExact(field: Field | undefined): boolean {
  return ((field?.config.custom ?? {}) as ListFieldOptions).time === 'exact';
}

function ExactTime({ instant, context, children }: InstantProps & { children: ReactNode }) {
  return (
    <time dateTime={new Date(instant).toISOString()} title={exactTime(instant, context)}>
      {children}
    </time>
  );
}

interface InstantProps {
  instant: number;
  context: ListContext;
}

function Ago({ instant, context: { clockOffset, language } }: InstantProps) {
  const text = useTickingText((now) => agoText((now + clockOffset - instant) / 1000, language));
  return <>{text}</>;
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

/** When a due time is, from the instant itself or from the seconds that were left when the answer came. */
function dueAt(field: Field | undefined, value: number, { answeredAt, clockOffset }: ListContext): number {
  return field?.type === FieldType.time ? value : answeredAt + clockOffset + value * 1000;
}

/**
 * The time left, which goes on running out: "in 12 min", then "overdue by 3 min", the exact time on hover. On the colour of its level,
 * with its sign, where the dataset has levels; once it has passed it is what is past due, whatever the last answer said.
 */
function Due({ field, value, level, instant, context, styles }: TimeProps & { styles: ListStyles }) {
  const { clockOffset, language } = context;
  const text = useTickingText((now) => dueText((instant - now - clockOffset) / 1000, language));
  const isPast = useTickingText((now) => String(instant < now + clockOffset)) === 'true';
  if (Number.isNaN(new Date(instant).getTime())) {
    return <>{plainText(field, value)}</>;
  }
  const badge = badgeOf('level', isPast && !isAbsent(level) ? 'breached' : level);
  const shown = (
    <ExactTime instant={instant} context={context}>
      {isExact(field) ? shortTime(instant, context) : text}
    </ExactTime>
  );
  return badge ? (
    <span className={styles.badge} style={filled(badge.tone)}>
      <span aria-hidden="true">{badge.sign}</span> {shown}
    </span>
  ) : (
    shown
  );
}

function dueText(seconds: number, language: string): string {
  return seconds > -1
    ? untilText(Math.max(0, seconds), language)
    : t('due.past', 'overdue by {{duration}}', { duration: lengthText(-seconds, language) });
}

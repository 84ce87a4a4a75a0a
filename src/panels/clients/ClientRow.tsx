import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { durationText, numberText } from '../../text/figures';
import { filled } from '../shared/tones';
import type { Client } from './client';
import { getStyles } from './styles';
import { VolumeBar } from './VolumeBar';

const DAY = 86_400;
const HOUR = 3600;

interface Props {
  client: Client;
  language: string;
}

/** A client: its name above its bar, its open tickets, the overdue ones and the age of the oldest. */
export function ClientRow({ client, language }: Props) {
  const styles = useStyles2(getStyles);
  const { open, overdue, oldestAge, level, href } = client;
  const name = level === 'none' ? t('others', 'Others') : client.name;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span className={styles.name} title={name}>
          {href === undefined ? name : <a href={href}>{name}</a>}
        </span>
        <VolumeBar client={{ ...client, name }} language={language} />
      </th>
      <td role="cell">
        <LevelSign level={level} />
        {numberText(open, language)}
      </td>
      <td role="cell" className={styles.overdue} style={overdue > 0 ? filled('critical') : undefined}>
        {numberText(overdue, language)}
      </td>
      <td role="cell" className={styles.age} title={oldestAge === null ? undefined : durationText(oldestAge, language)}>
        {oldestAge === null ? <span aria-hidden="true">–</span> : durationText(inOneUnit(oldestAge), language)}
      </td>
    </tr>
  );
}

/** The level of the volume beside its colour. */
function LevelSign({ level }: Pick<Client, 'level'>) {
  const styles = useStyles2(getStyles);
  if (level === 'warn') {
    return (
      <span role="img" aria-label={t('level.warn', 'Much')} className={styles.sign}>
        ▲
      </span>
    );
  }
  if (level === 'high') {
    return (
      <span role="img" aria-label={t('level.high', 'Too much')} className={styles.sign}>
        ‼
      </span>
    );
  }
  return null;
}

/** Whole days, or hours below a day, or minutes: what is read from afar. */
function inOneUnit(seconds: number): number {
  const unit = seconds >= DAY ? DAY : seconds >= HOUR ? HOUR : 60;
  return Math.floor(seconds / unit) * unit;
}

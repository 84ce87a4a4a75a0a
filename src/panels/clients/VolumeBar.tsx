import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { numberText } from '../../text/figures';
import { colourOf } from '../shared/tones';
import { type Client, toneOf } from './client';
import { getStyles } from './styles';

interface Props {
  client: Client;
  language: string;
}

/** How near a client's open tickets are to the number at which the bar is full, with a mark where each colour begins. */
export function VolumeBar({ client: { name, open, volume, level, marks }, language }: Props) {
  const styles = useStyles2(getStyles);
  const fill = (
    <div className={styles.fill} style={{ width: `${100 * volume}%`, backgroundColor: colourOf(toneOf(level)) }} />
  );
  if (marks === null) {
    return (
      <div className={styles.track} aria-hidden="true">
        {fill}
      </div>
    );
  }
  const steps = [
    {
      at: marks.warn,
      title: t('markWarn', 'Orange from {{figure}} tickets on', { figure: numberText(marks.warn, language) }),
    },
    {
      at: marks.high,
      title: t('markHigh', 'Red from {{figure}} tickets on', { figure: numberText(marks.high, language) }),
    },
  ];
  return (
    <div
      role="meter"
      className={styles.track}
      aria-label={t('volumeOf', 'Volume of {{name}}', { name })}
      aria-valuemin={0}
      aria-valuemax={marks.high}
      aria-valuenow={Math.min(open, marks.high)}
      aria-valuetext={`${numberText(open, language)}. ${steps.map(({ title }) => title).join('. ')}`}
    >
      {fill}
      {steps.map(({ at, title }) => (
        <span
          key={title}
          className={styles.mark}
          style={{ left: `${100 * Math.min(1, Math.max(0, at / marks.high))}%` }}
          title={title}
        />
      ))}
    </div>
  );
}

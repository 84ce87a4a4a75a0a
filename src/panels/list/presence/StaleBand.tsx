import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { config, locationService } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

import { staleSince } from '../../shared/answer/freshness';
import { findOutageCause, type OutageCause } from '../../shared/answer/outageCause';
import { useTickingText } from '../../shared/ticker';
import { filled } from '../../shared/tones';
import { type ListContext, shortTime } from '../context';

/** How often the cause is looked for again while the band is there. */
const LOOK_MS = 30_000;

/** React makes a text of it; the dictionary would write the slashes of a date as `&#x2F;`. */
const AS_TEXT = { escapeValue: false };

interface Props {
  /** How long without new data is too long. */
  minutes: number;
  context: ListContext;
}

/** A band across the page that says since when it shows no new data, and why. It goes by itself when data comes again. */
export function StaleBand({ minutes, context }: Props) {
  const styles = useStyles2(getStyles);
  const since = useTickingText((now) => {
    const instant = staleSince(now, minutes, locationService.getSearchObject()['refresh']);
    return instant === undefined ? '' : shortTime(instant, context);
  });
  const cause = useCause(since !== '');
  if (since === '') {
    return null;
  }
  return createPortal(
    <div role="alert" className={styles.band} style={filled('critical')}>
      <strong>{t('stale.since', 'No new data since {{time}}.', { time: since, interpolation: AS_TEXT })}</strong>{' '}
      {cause && sentenceOf(cause)}
      {cause === 'signedOut' && (
        <>
          {' '}
          <a className={styles.link} href={`${config.appSubUrl}/login`}>
            {t('stale.logIn', 'Log in')}
          </a>
        </>
      )}
    </div>,
    document.body
  );
}

function useCause(isStale: boolean): OutageCause | undefined {
  const [cause, setCause] = useState<OutageCause>();
  useEffect(() => {
    if (!isStale) {
      return undefined;
    }
    let isCurrent = true;
    const look = () => {
      void findOutageCause().then((found) => isCurrent && setCause(found));
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
      setCause(undefined);
    };
  }, [isStale]);
  return cause;
}

function sentenceOf(cause: OutageCause): string {
  switch (cause) {
    case 'signedOut':
      return t('stale.signedOut', 'The session of this screen has ended.');
    case 'grafana':
      return t('stale.grafana', 'Grafana does not answer; the page goes on by itself when it does again.');
    case 'vigie':
      return t('stale.vigie', 'Vigie does not answer; the page goes on by itself when it does again.');
  }
}

function getStyles(theme: GrafanaTheme2) {
  return {
    band: css({
      position: 'fixed',
      insetInline: 0,
      top: 0,
      zIndex: theme.zIndex.portal,
      padding: theme.spacing(1, 2),
      textAlign: 'center',
      fontSize: 'clamp(16px, 1.6vw, 48px)',
      lineHeight: 1.3,
    }),
    link: css({ color: 'inherit', textDecoration: 'underline' }),
  };
}

import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { useSyncExternalStore } from 'react';

import { durationText } from '../../../text/figures';
import { useTickingText } from '../../shared/ticker';
import { type PlaylistPage, playlistPage, subscribe } from './tracker';

/** A page that is still there so long after its time belongs to a playlist that has been stopped. */
const GRACE_MS = 5000;

interface Props {
  /** Of this plugin's dictionary. */
  language: string;
}

/** How much of its time the page of a playlist has had, and which pages the playlist lacks. Nothing while none plays. */
export function PlaylistProgress({ language }: Props) {
  const page = useSyncExternalStore(subscribe, playlistPage);
  return page ? <Progress page={page} language={language} /> : null;
}

function Progress({ page: { playlist, since }, language }: Props & { page: PlaylistPage }) {
  const styles = useStyles2(getStyles);
  const { intervalMs, missing } = playlist;
  const elapsed = useTickingText((now) => (now - since > intervalMs + GRACE_MS ? '' : String(now - since)));
  if (elapsed === '') {
    return null;
  }
  const left = Math.max(0, intervalMs - Number(elapsed));
  const percent = 100 - (100 * left) / intervalMs;
  return (
    <>
      {missing.length > 0 && (
        <p role="status" className={styles.missing}>
          {t('playlist.missing', 'Pages missing from the playlist: {{pages}}', {
            pages: missing.join(', '),
            interpolation: { escapeValue: false },
          })}
        </p>
      )}
      <div
        role="progressbar"
        aria-label={t('playlist.progress', 'Next page')}
        aria-valuenow={Math.round(percent)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={t('playlist.left', 'in {{time}}', { time: durationText(left / 1000, language) })}
        className={styles.track}
      >
        <div className={styles.bar} style={{ transform: `scaleX(${percent / 100})` }} />
      </div>
    </>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    track: css({ position: 'absolute', insetInline: 0, bottom: 0, height: 'clamp(3px, 0.4vh, 8px)' }),
    bar: css({
      height: '100%',
      transformOrigin: '0 50%',
      background: theme.colors.primary.main,
      '@media (prefers-reduced-motion: no-preference)': { transition: 'transform 1s linear' },
    }),
    missing: css({ margin: 0, flex: 'none', color: theme.colors.warning.text, fontSize: 'inherit' }),
  };
}

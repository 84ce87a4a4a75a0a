import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React, { useEffect, useState, useSyncExternalStore } from 'react';

import { parseHours } from '../hours';
import { screenSound } from './screenSound';
import { soundPlayer } from './soundPlayer';

interface Props {
  /** Hours of the panel, unless the screen has its own. */
  hours: string;
}

/** Says why a screen that shall sound does not, once on a page. Nothing while all is well, or where no sound is asked for. */
export function SoundNotice({ hours }: Props) {
  const isOn = screenSound().isOn;
  const state = useSyncExternalStore(soundPlayer.subscribe, soundPlayer.state);
  const [hasClicked, setHasClicked] = useState(false);
  const isFirst = useIsFirst();

  useEffect(() => {
    if (isOn) {
      void soundPlayer.prepare();
    }
  }, [isOn]);
  useAnyGesture(isOn && state === 'blocked');

  const ofScreen = screenSound().hours;
  const text = ofScreen ?? hours;
  // Those of the screen are the same for all panels.
  if (isOn && (isFirst || ofScreen === undefined) && parseHours(text) === undefined) {
    return <span role="status">{t('sound.noHours', 'No sound: “{{text}}” is no time of day', { text })}</span>;
  }
  if (!isOn || !isFirst || !['blocked', 'unavailable'].includes(state)) {
    return null;
  }
  if (state === 'unavailable' || hasClicked) {
    return <span role="status">{t('sound.unavailable', 'No sound on this machine')}</span>;
  }
  const unblock = () => {
    void soundPlayer.play().then(() => setHasClicked(true));
  };
  return (
    <Button size="sm" variant="destructive" icon="bell-slash" onClick={unblock}>
      {t('sound.blocked', 'Sound blocked: click')}
    </Button>
  );
}

/** Whatever somebody clicks or types on the page allows sound, too. */
function useAnyGesture(isWaiting: boolean): void {
  useEffect(() => {
    if (!isWaiting) {
      return undefined;
    }
    const tryAgain = () => void soundPlayer.prepare();
    document.addEventListener('click', tryAgain);
    document.addEventListener('keydown', tryAgain);
    return () => {
      document.removeEventListener('click', tryAgain);
      document.removeEventListener('keydown', tryAgain);
    };
  }, [isWaiting]);
}

const mounted = new Set<object>();
const listeners = new Set<() => void>();

/** Whether this is the first notice of the page: one is enough. */
function useIsFirst(): boolean {
  const [self] = useState(() => ({}));
  useEffect(() => {
    mounted.add(self);
    listeners.forEach((listener) => listener());
    return () => {
      mounted.delete(self);
      listeners.forEach((listener) => listener());
    };
  }, [self]);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => [...mounted][0] === self
  );
}

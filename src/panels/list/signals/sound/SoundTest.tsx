import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React, { useSyncExternalStore } from 'react';

import { soundPlayer } from './soundPlayer';

/** Lets editors hear the sound on their own machine. */
export function SoundTest() {
  const state = useSyncExternalStore(soundPlayer.subscribe, soundPlayer.state);
  return (
    <>
      <Button variant="secondary" icon="bell" onClick={() => void soundPlayer.play()}>
        {t('editor.soundTest', 'Test the sound')}
      </Button>
      {(state === 'blocked' || state === 'unavailable') && (
        <p role="status">{t('sound.unavailable', 'No sound on this machine')}</p>
      )}
    </>
  );
}

import { LoadingState, type PanelData } from '@grafana/data';
import { useEffect, useState } from 'react';

import type { ListContext } from '../context';
import type { ListOptions } from '../options';
import { isWithin, parseHours } from './hours';
import { readMemory, writeMemory } from './memory';
import { noticed } from './novelty';
import { type Sighting, sightingsOf } from './sighting';
import { screenSound } from './sound/screenSound';
import { soundPlayer } from './sound/soundPlayer';

/** How long a row stands out; it blinks in the first seconds only (WCAG 2.2.2). */
const MARKED_MS = 30_000;

const NONE: readonly Sighting[] = [];

/**
 * Notices what has come about in a list since the screen last looked, and sounds once for it. Does nothing unless both the panel and
 * the screen's address ask for it.
 *
 * @param data - the latest answer, not a kept one
 * @param question - what was asked
 * @returns what stands out at present
 */
export function useSignals(
  data: PanelData,
  question: string,
  { signals, soundHours, soundDays }: ListOptions,
  { timeZone, answeredAt, clockOffset }: ListContext
): readonly Sighting[] {
  const [marked, setMarked] = useState(NONE);
  const answer = signals && data.state === LoadingState.Done && data.series.length > 0 ? data.series : undefined;
  const now = answeredAt + clockOffset;

  useEffect(() => {
    const screen = screenSound();
    if (answer === undefined || !screen.isOn) {
      return;
    }
    const found = noticed(readMemory(), question, sightingsOf(answer), now);
    // Before anything is signalled: whatever happens then, it is not signalled twice.
    writeMemory(found.memory, now);
    if (found.signals.length === 0) {
      return;
    }
    // What is news is known once the browser's memory has been read and written, which drawing must not do.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setMarked((already) => [...already, ...found.signals]);
    setTimeout(() => setMarked((already) => already.filter((each) => !found.signals.includes(each))), MARKED_MS);
    const spans = parseHours(screen.hours ?? soundHours);
    if (spans && isWithin(now, spans, soundDays, timeZone)) {
      void soundPlayer.play();
    }
    // An answer is looked at once; what else changes with it counts from the next one on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer, question]);

  return marked;
}

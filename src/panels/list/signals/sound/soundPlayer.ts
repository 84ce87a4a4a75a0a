/**
 * What is known of the loudspeaker. `blocked`: the browser wants somebody to click or press a key on the page first (its autoplay
 * policy); `unavailable`: there is no sound on this machine; `unknown`: not yet tried.
 */
export type SoundState = 'unknown' | 'ready' | 'blocked' | 'unavailable';

export interface SoundPlayer {
  state(): SoundState;
  /** @returns how to end it */
  subscribe(listener: () => void): () => void;
  /** Finds out whether there can be sound, without a sound. */
  prepare(): Promise<void>;
  /** One short sound, unless one is being heard already. What cannot be heard now is not made up for. */
  play(): Promise<void>;
}

/** A browser that allows sound starts within this time; one that does not never answers. */
const START_MS = 1000;

/** Two tones, up: frequencies in hertz, from when on in seconds. */
const TONES = [
  { at: 0, hertz: 660 },
  { at: 0.18, hertz: 880 },
];
const LENGTH_S = 0.6;
const VOLUME = 0.3;

/**
 * Sound by Web Audio, without a file: the content security policy that we ship (`media-src 'none'`) has nothing to allow. The context
 * rests between sounds, since a running one keeps the processor of a small machine busy with silence.
 */
export function createSoundPlayer(makeContext: () => AudioContext = () => new AudioContext()): SoundPlayer {
  const listeners = new Set<() => void>();
  let state: SoundState = 'unknown';
  let context: AudioContext | undefined;
  let starting: Promise<AudioContext | undefined> | undefined;
  let isPlaying = false;

  function become(next: SoundState): void {
    if (state !== next) {
      state = next;
      listeners.forEach((listener) => listener());
    }
  }

  async function start(): Promise<AudioContext | undefined> {
    try {
      context ??= makeContext();
    } catch {
      become('unavailable');
      return undefined;
    }
    await Promise.race([context.resume().catch(() => undefined), wait(START_MS)]);
    // A context that was refused stays suspended; one whose device went away is closed or interrupted.
    become(context.state === 'running' ? 'ready' : 'blocked');
    return context.state === 'running' ? context : undefined;
  }

  function started(): Promise<AudioContext | undefined> {
    starting ??= start().finally(() => {
      starting = undefined;
    });
    return starting;
  }

  async function rest(): Promise<void> {
    if (!isPlaying && context?.state === 'running') {
      await context.suspend();
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async prepare() {
      await started();
      await rest();
    },
    async play() {
      if (isPlaying) {
        return;
      }
      isPlaying = true;
      try {
        const running = await started();
        if (running) {
          await chime(running);
        }
      } finally {
        isPlaying = false;
      }
      await rest();
    },
  };
}

/** The player of the page, which all its panels share. */
export const soundPlayer = createSoundPlayer();

function chime(context: AudioContext): Promise<void> {
  const begin = context.currentTime;
  const end = begin + LENGTH_S;
  const volume = context.createGain();
  // From and to silence, without a click.
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(VOLUME, begin + 0.02);
  volume.gain.setValueAtTime(VOLUME, begin + 0.3);
  volume.gain.linearRampToValueAtTime(0, end);
  volume.connect(context.destination);
  const oscillator = context.createOscillator();
  for (const { at, hertz } of TONES) {
    oscillator.frequency.setValueAtTime(hertz, begin + at);
  }
  oscillator.connect(volume);
  oscillator.start(begin);
  oscillator.stop(end);
  const ended = new Promise<void>((resolve) => oscillator.addEventListener('ended', () => resolve()));
  return Promise.race([ended, wait(LENGTH_S * 1000 + START_MS)]).then(() => {
    oscillator.disconnect();
    volume.disconnect();
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

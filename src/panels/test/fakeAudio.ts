/** A loudspeaker that writes down what it plays, for tests with fake timers. */
export interface FakeAudio {
  /** Frequencies of each sound that was started, in hertz. */
  sounds: number[][];
  /** Contexts that were made. */
  contexts: number;
  /** Whether the browser allows sound; false: it waits for a click. */
  isAllowed: boolean;
  state(): AudioContextState | 'none';
}

/** Puts a fake in the place of the browser's `AudioContext`. */
export function fakeAudio(isAllowed = true): FakeAudio {
  let context: { state: AudioContextState } | undefined;
  const audio: FakeAudio = { sounds: [], contexts: 0, isAllowed, state: () => context?.state ?? 'none' };
  const parameter = () => ({ setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined });
  const node = () => ({ connect: () => undefined, disconnect: () => undefined });

  class FakeContext {
    state: AudioContextState = 'suspended';
    currentTime = 0;
    destination = {};

    constructor() {
      audio.contexts += 1;
      context = this;
    }

    async resume(): Promise<void> {
      if (!audio.isAllowed) {
        // As browsers do: the promise stays open.
        return new Promise(() => undefined);
      }
      this.state = 'running';
      return undefined;
    }

    async suspend(): Promise<void> {
      this.state = 'suspended';
    }

    createGain() {
      return { ...node(), gain: parameter() };
    }

    createOscillator() {
      const tones: number[] = [];
      let ended: () => void = () => undefined;
      return {
        ...node(),
        frequency: { setValueAtTime: (hertz: number) => tones.push(hertz) },
        start: () => void audio.sounds.push(tones),
        stop: (at: number) => void setTimeout(() => ended(), at * 1000),
        addEventListener: (_: 'ended', listener: () => void) => {
          ended = listener;
        },
      };
    }
  }
  globalThis.AudioContext = FakeContext as unknown as typeof AudioContext;
  return audio;
}

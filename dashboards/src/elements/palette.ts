import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Colours that mean the same thing on every page; chosen for contrast with white text on the dark theme. */
export const COLOURS = {
  critical: '#c4162a',
  high: '#d9480f',
  medium: '#b8860b',
  low: '#2f6fb5',
  none: '#5a6270',
  good: '#2e7d32',
  /** Of a cell with nothing to say. */
  quiet: '#23272f',
} as const;

export function fixedColour(colour: string): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(colour);
}

/** One colour at zero, another from one on: a figure that should catch the eye only when there is something. */
export function colourFromOne(atZero: string, fromOne: string): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { value: null, color: atZero },
    { value: 1, color: fromOne },
  ]);
}

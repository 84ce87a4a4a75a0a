import type { Field } from '@grafana/data';

import type { Tone } from '../shared/tones';
import type { ListFieldOptions } from './options';

/** The tone that an editor chose for the figures of a column, if any. */
export function chosenTone(field: Field | undefined): Tone | undefined {
  const { tone = 'plain' } = (field?.config.custom ?? {}) as ListFieldOptions;
  return tone === 'plain' ? undefined : tone;
}

/** Whether there is something to look at, which is what a tone is for. */
export function callsForAttention(value: unknown): boolean {
  return typeof value !== 'number' || value >= 1;
}

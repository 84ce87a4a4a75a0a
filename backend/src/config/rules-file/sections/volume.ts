import Type from 'typebox';

import { DEFAULT_RULES, type VolumeThresholds } from '../../../domain/rules/rules.ts';
import { integer, mapping, type Path } from '../../../schemas/types.ts';
import type { Problems } from '../problems.ts';

const count = integer(1, 1_000_000);

/** The general thresholds. */
export const volumeThresholds = Type.Decode(
  mapping({ warn: Type.Optional(count), high: Type.Optional(count) }),
  (given): VolumeThresholds => ({ ...DEFAULT_RULES.volume, ...given })
);

/** Thresholds of one queue or client: both, so that none is mixed with another's. */
export const volumeOverride = mapping({ warn: count, high: count });

export function checkVolume(volume: VolumeThresholds | null, path: Path, problems: Problems): void {
  if (volume !== null && volume.warn > volume.high) {
    problems.add(path, {
      fr: `warn (${volume.warn}) ne peut pas dépasser high (${volume.high})`,
      en: `warn (${volume.warn}) must not be above high (${volume.high})`,
    });
  }
}

import { DEFAULT_RULES, type VolumeThresholds } from '../../../domain/rules/rules.ts';
import { checked, integer, mapping, optional, type Parser, required } from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';

const count = integer(1, 1_000_000);

/** The general thresholds. */
export const volumeThresholds: Parser<VolumeThresholds> = checked(
  mapping({ warn: optional(count, DEFAULT_RULES.volume.warn), high: optional(count, DEFAULT_RULES.volume.high) }),
  checkOrder
);

/** Thresholds of one queue or client: both, so that none is mixed with another's. */
export const volumeOverride: Parser<VolumeThresholds> = checked(
  mapping({ warn: required(count), high: required(count) }),
  checkOrder
);

function checkOrder({ warn, high }: VolumeThresholds, path: Path, problems: Problems): void {
  if (warn > high) {
    problems.add(path, {
      fr: `warn (${warn}) ne peut pas dépasser high (${high})`,
      en: `warn (${warn}) must not be above high (${high})`,
    });
  }
}

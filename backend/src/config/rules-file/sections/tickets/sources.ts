import Type from 'typebox';

import { DEFAULT_RULES, type Rules } from '../../../../domain/rules/rules.ts';
import { integer, mapping, type Path } from '../../../../schemas/types.ts';
import type { Problems } from '../../problems.ts';
import { milliseconds } from '../../scalars.ts';

/** The `sources` section. */
export const sources = Type.Decode(
  mapping({ lateAfter: Type.Optional(milliseconds), downAfter: Type.Optional(milliseconds) }),
  ({
    lateAfter = DEFAULT_RULES.sources.lateAfterMs,
    downAfter = DEFAULT_RULES.sources.downAfterMs,
  }): Rules['sources'] => ({ lateAfterMs: lateAfter, downAfterMs: downAfter })
);

export function checkSources({ lateAfterMs, downAfterMs }: Rules['sources'], path: Path, problems: Problems): void {
  if (lateAfterMs > downAfterMs) {
    problems.add(path, {
      fr: 'lateAfter ne peut pas dépasser downAfter',
      en: 'lateAfter must not be longer than downAfter',
    });
  }
}

/** The `alerts` section. */
export const alerts = Type.Decode(
  mapping(
    {
      criticalUnanswered: Type.Optional(milliseconds),
      overdueAbove: Type.Optional(integer(0, 1_000_000)),
      dropPercent: Type.Optional(integer(1, 100)),
    },
    {}
  ),
  ({ criticalUnanswered = DEFAULT_RULES.alerts.criticalUnansweredMs, ...given }): Rules['alerts'] => ({
    ...DEFAULT_RULES.alerts,
    criticalUnansweredMs: criticalUnanswered,
    ...given,
  })
);

import { DEFAULT_RULES, type Rules } from '../../../domain/rules/rules.ts';
import { checked, integer, mapping, optional, type Parser } from '../parsers.ts';
import { milliseconds } from '../scalars.ts';

const sourceFields = checked(
  mapping({
    lateAfter: optional(milliseconds, DEFAULT_RULES.sources.lateAfterMs),
    downAfter: optional(milliseconds, DEFAULT_RULES.sources.downAfterMs),
  }),
  ({ lateAfter, downAfter }, path, problems) => {
    if (lateAfter > downAfter) {
      problems.add(path, {
        fr: 'lateAfter ne peut pas dépasser downAfter',
        en: 'lateAfter must not be longer than downAfter',
      });
    }
  }
);

/** The `sources` section. */
export const sources: Parser<Rules['sources']> = (value, path, problems) => {
  const parsed = sourceFields(value, path, problems);
  return parsed && { lateAfterMs: parsed.lateAfter, downAfterMs: parsed.downAfter };
};

const alertFields = mapping({
  criticalUnanswered: optional(milliseconds, DEFAULT_RULES.alerts.criticalUnansweredMs),
  overdueAbove: optional(integer(0, 1_000_000), DEFAULT_RULES.alerts.overdueAbove),
  dropPercent: optional(integer(1, 100), DEFAULT_RULES.alerts.dropPercent),
});

/** The `alerts` section. */
export const alerts: Parser<Rules['alerts']> = (value, path, problems) => {
  const parsed = alertFields(value, path, problems);
  if (parsed === undefined) {
    return undefined;
  }
  const { criticalUnanswered, ...others } = parsed;
  return { criticalUnansweredMs: criticalUnanswered, ...others };
};

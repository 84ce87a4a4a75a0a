import { DEFAULT_RULES } from '../../../domain/rules/rules.ts';
import type { SchedulesRules } from '../../../domain/rules/schedules-rules.ts';
import { mapping, optional, type Parser, reject } from '../parsers.ts';
import { cronExpression } from '../scalars.ts';

const DEFAULTS = DEFAULT_RULES.schedules;

const cronOrOff: Parser<string | null> = (value, path, problems) => {
  if (typeof value !== 'string') {
    const allowed = {
      fr: 'une expression cron telle que "30 3 * * *", ou off',
      en: 'a cron expression such as "30 3 * * *", or off',
    };
    return reject(problems, path, allowed, value);
  }
  return value === 'off' ? null : cronExpression(value, path, problems);
};

/** The `schedules` section. */
export const schedulesRules: Parser<SchedulesRules> = mapping({
  purge: optional(cronOrOff, DEFAULTS.purge),
  tidyUp: optional(cronOrOff, DEFAULTS.tidyUp),
  doctor: optional(cronOrOff, DEFAULTS.doctor),
});

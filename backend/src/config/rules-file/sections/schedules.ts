import Type from 'typebox';

import { DEFAULT_RULES } from '../../../domain/rules/rules.ts';
import type { SchedulesRules } from '../../../domain/rules/schedules-rules.ts';
import { examined, mapping } from '../../../schemas/types.ts';
import { cronFlaws } from '../scalars.ts';

const cronOrOff = Type.Decode(
  examined(
    Type.String({
      expected: {
        fr: 'une expression cron telle que "30 3 * * *", ou off',
        en: 'a cron expression such as "30 3 * * *", or off',
      },
    }),
    (written) => (written === 'off' ? [] : cronFlaws(written))
  ),
  (written) => (written === 'off' ? null : written)
);

/** The `schedules` section. */
export const schedulesRules = Type.Decode(
  mapping({ purge: Type.Optional(cronOrOff), tidyUp: Type.Optional(cronOrOff), doctor: Type.Optional(cronOrOff) }),
  (given): SchedulesRules => ({ ...DEFAULT_RULES.schedules, ...given })
);

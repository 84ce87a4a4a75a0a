import { DateTime } from 'luxon';

import { zoneNamed } from '../domain/clock/zone.ts';
import type { ReportKind } from '../domain/rules/reports-rules.ts';

/** What a report looks back on, in a time zone. */
export interface Period {
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /** The same as instants: of the first moment and of the last millisecond. */
  range: { from: Date; to: Date };
}

/** The whole month, or the whole week from Monday on, that was over when a report was due. */
export function periodOf(kind: ReportKind, dueAt: Date, timezone: string): Period {
  const unit = kind === 'enterprise' ? 'month' : 'week';
  const due = DateTime.fromJSDate(dueAt, { zone: zoneNamed(timezone) });
  const start = due
    .startOf(unit)
    .minus({ [unit]: 1 })
    .startOf(unit);
  return periodBetween(start, start.endOf(unit));
}

function periodBetween(first: DateTime, last: DateTime): Period {
  return {
    from: first.toFormat('yyyy-MM-dd'),
    to: last.toFormat('yyyy-MM-dd'),
    range: { from: first.toJSDate(), to: last.toJSDate() },
  };
}

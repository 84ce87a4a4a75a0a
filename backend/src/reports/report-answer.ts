import { type Static, Type } from 'typebox';

import { Instant, LocalizedText, OptionalInstant, OptionalText, ref } from '../contract/schemas.ts';
import { REPORT_FORMATS, REPORT_KINDS } from '../domain/rules/reports-rules.ts';
import type { Delivery } from '../store/reports/deliveries.ts';
import { DELIVERY_STATES } from '../store/schema.ts';
import type { ReportPreview, ReportSchedule } from './reports.ts';

/** A report of the rules. */
export const ReportScheduleAnswer = Type.Object(
  {
    name: Type.String(),
    kind: Type.Enum([...REPORT_KINDS]),
    enterprises: Type.Union([Type.Array(Type.String()), Type.Null()], {
      description: 'One report each; null: all, or a service report',
    }),
    schedule: Type.String({ description: 'Cron expression' }),
    timezone: Type.String(),
    nextAt: OptionalInstant,
    formats: Type.Array(Type.Enum([...REPORT_FORMATS])),
    recipients: Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'Null: those of each enterprise' }),
  },
  { $id: 'ReportSchedule' }
);
export type ReportScheduleAnswer = Static<typeof ReportScheduleAnswer>;

/** A line of the ledger. */
export const ReportDeliveryAnswer = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    report: Type.String(),
    kind: Type.Enum([...REPORT_KINDS]),
    enterprise: OptionalText,
    dueAt: Instant,
    state: Type.Enum([...DELIVERY_STATES]),
    attempts: Type.Integer(),
    nextAttemptAt: OptionalInstant,
    recipients: Type.Array(
      Type.Object({
        address: Type.String(),
        state: Type.Enum(['accepted', 'refused', 'deferred']),
        detail: OptionalText,
      })
    ),
    error: Type.Union([ref(LocalizedText), Type.Null()]),
    late: Type.Boolean(),
    requestedBy: OptionalText,
    finishedAt: OptionalInstant,
  },
  { $id: 'ReportDelivery' }
);
export type ReportDeliveryAnswer = Static<typeof ReportDeliveryAnswer>;

/** A report as it would be sent. */
export const ReportPreviewAnswer = Type.Object(
  {
    report: Type.String(),
    enterprise: OptionalText,
    dueAt: Instant,
    to: Type.Array(Type.String()),
    subject: Type.String(),
    html: Type.String({ description: 'A page of its own, its pictures in it; it loads nothing' }),
    files: Type.Array(
      Type.Object({
        name: Type.String(),
        type: Type.String(),
        content: Type.String({ description: 'Base64' }),
      })
    ),
  },
  { $id: 'ReportPreview' }
);
export type ReportPreviewAnswer = Static<typeof ReportPreviewAnswer>;

export function reportScheduleAnswer({ rule, timezone, nextAt }: ReportSchedule): ReportScheduleAnswer {
  const { name, kind, enterprises, schedule, formats, recipients } = rule;
  return {
    name,
    kind,
    enterprises: enterprises === '*' ? null : enterprises,
    schedule,
    timezone,
    nextAt: nextAt?.toISOString() ?? null,
    formats,
    recipients,
  };
}

export function reportDeliveryAnswer(delivery: Delivery): ReportDeliveryAnswer {
  const { id, report, kind, enterprise, state, attempts, recipients, error, late, requestedBy } = delivery;
  return {
    ...{ id, report, kind, state, attempts, recipients, error, late, requestedBy },
    enterprise: enterprise === '' ? null : enterprise,
    dueAt: delivery.dueAt.toISOString(),
    nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
    finishedAt: delivery.finishedAt?.toISOString() ?? null,
  };
}

export function reportPreviewAnswer(preview: ReportPreview): ReportPreviewAnswer {
  const { report, enterprise, dueAt, to, subject, html, files } = preview;
  return {
    ...{ report, subject, html },
    enterprise: enterprise === '' ? null : enterprise,
    dueAt: dueAt.toISOString(),
    to: [...to],
    files: files.map(({ name, type, content }) => ({ name, type, content: Buffer.from(content).toString('base64') })),
  };
}

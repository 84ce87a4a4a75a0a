import type { RecordChange } from '../../counters/sites/site-writes.ts';
import type { Actor } from '../../identity/actor.ts';
import { recordAudit } from '../../store/audit.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import { auditedSite } from './site-answer.ts';

/** Records a change of a site in the audit: before the change is final, so that none goes unrecorded. */
export function siteRecorder(db: StoreDatabase, actor: Actor, action: 'site.create' | 'site.update'): RecordChange {
  return async (before, after) => {
    await recordAudit(db, {
      ...actor,
      action,
      target: { enterprise: after.writtenEnterprise, code: after.code },
      before: before && auditedSite(before),
      after: auditedSite(after),
    });
  };
}

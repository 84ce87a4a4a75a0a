import type { Access } from '../access/access.ts';
import type { Writer } from '../access/writer.ts';
import type { RecordChange } from '../counters/site-writes.ts';
import { recordAudit } from '../store/audit.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { auditedSite } from './site-answer.ts';

/** Records a change of a site in the audit: before the change is final, so that none goes unrecorded. */
export function siteRecorder(
  db: StoreDatabase,
  { tokenId, tokenName }: Access,
  { user, role, org }: Writer,
  action: 'site.create' | 'site.update'
): RecordChange {
  return (before, after) =>
    recordAudit(db, {
      tokenId,
      tokenName,
      user,
      role,
      org,
      action,
      target: { enterprise: after.writtenEnterprise, code: after.code },
      before: before && auditedSite(before),
      after: auditedSite(after),
    });
}

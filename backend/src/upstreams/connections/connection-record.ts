import type { Actor } from '../../identity/actor.ts';
import { recordAudit } from '../../store/audit.ts';
import type { AuditData, StoreDatabase } from '../../store/schema.ts';
import type { RemovedRows, StoredConnection } from '../../store/settings/connections.ts';

type Recorded = Omit<StoredConnection, 'secret' | 'revision'>;

/** Records changes of upstream accounts in the audit, in the transaction that makes them: never a credential. */
export function connectionRecords(transaction: StoreDatabase, actor: Actor) {
  const record = async (
    action: string,
    target: AuditData,
    before: AuditData | null,
    after: AuditData | null
  ): Promise<void> => {
    await recordAudit(transaction, { ...actor, action, target, before, after });
  };
  return {
    /** @param before what it took the place of */
    added: (before: Recorded | undefined, after: Recorded) =>
      before === undefined
        ? record('connection.create', { connection: after.name }, null, audited(after))
        : record('connection.update', { connection: after.name }, audited(before), {
            ...audited(after),
            secretReplaced: true,
          }),
    /** @param before absent when only what was read from a connection of the environment was left */
    removed: (name: string, before: Recorded | undefined, { tickets, alerts, customers }: RemovedRows) =>
      record(
        'connection.remove',
        { connection: name, tickets, alerts, customers },
        before === undefined ? null : audited(before),
        null
      ),
    webhookMade: (name: string) => record('webhook.create', { connection: name }, null, null),
    webhookRemoved: (name: string) => record('webhook.remove', { connection: name }, null, null),
    secretsRotated: (keyId: string, reencrypted: number) =>
      record('secrets.rotate', { keyId, reencrypted }, null, null),
  };
}

/** Field by field, so that credentials cannot slip through. */
function audited({ kind, url, database, login, requestsPerMinute, keyExpiresAt }: Recorded): AuditData {
  return { kind, url, database, login, requestsPerMinute, keyExpiresAt: keyExpiresAt?.toISOString() ?? null };
}

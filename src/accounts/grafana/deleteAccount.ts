import { type Account, orgNames } from '../account';
import type { AuditLine } from '../audit/audit';
import { deleteUser } from './grafanaUsers';

/**
 * Deletes an account from the server, which ends its sessions.
 *
 * @param record - called once it is done
 */
export async function deleteAccount(account: Account, record: (line: AuditLine) => Promise<void>): Promise<void> {
  const { id, login, name, email, memberships } = account;
  await deleteUser(id);
  const org = orgNames(memberships);
  const role = memberships.map((each) => each.role).join(', ');
  await record({
    action: 'account.delete',
    target: { login, org, userId: id },
    before: { login, name, email, org, role },
    after: null,
  });
}

import { findUser } from './grafanaUsers';
import { Refusal } from './refusal';

/**
 * Grafana does not say which of login and address another user has already, and of a change it only says that it failed: asked
 * beforehand.
 *
 * @param userId - the user who may have them
 * @throws {Refusal}
 */
export async function refuseTakenNames(login: string, email: string, userId?: number): Promise<void> {
  const [byLogin, byEmail] = await Promise.all([findUser(login), email ? findUser(email) : undefined]);
  if (byLogin && byLogin.id !== userId) {
    throw new Refusal('login', 'loginTaken');
  }
  if (byEmail && byEmail.id !== userId) {
    throw new Refusal('email', 'emailTaken');
  }
}

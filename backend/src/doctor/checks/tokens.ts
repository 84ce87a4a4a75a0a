import type { TokenDescription, Tokens } from '../../identity/tokens.ts';
import { type Check, ok, warning } from '../check.ts';
import { TEXTS } from '../texts/doctor.ts';
import { daysUntil, isoDay, NEAR_DAYS } from './expiry.ts';

const PART = 'tokens';

/** Does any token let Grafana in, and which end soon or have ended without anybody having revoked them? */
export async function checkTokens(tokens: Pick<Tokens, 'list'>): Promise<Check[]> {
  const known = await tokens.list();
  const active = known.filter(({ state }) => state === 'active');
  return [
    active.length > 0
      ? ok(PART, TEXTS.tokens(active.map(({ name }) => name)))
      : warning(PART, TEXTS.noToken(), TEXTS.makeToken()),
    ...known.flatMap(checkExpiry),
  ];
}

function checkExpiry({ id, name, state, expiresAt }: TokenDescription): Check[] {
  if (state === 'revoked' || expiresAt === null) {
    return [];
  }
  const days = daysUntil(expiresAt);
  if (days > NEAR_DAYS) {
    return [];
  }
  const advice = state === 'expired' ? TEXTS.replaceOrRevoke(id) : TEXTS.replaceToken();
  return [warning(PART, TEXTS.tokenEnds(name, isoDay(expiresAt), days), advice)];
}

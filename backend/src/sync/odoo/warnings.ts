import type { OdooDomain } from '../../domain/rules/rules.ts';
import type { SourceWarning } from '../../domain/sources/source-warnings.ts';
import type { Call } from '../../upstreams/http/resilience.ts';
import { type OdooContext, queueDomain } from './context.ts';

type Fall = Extract<SourceWarning, { code: 'sudden_fall' }>;

/** Fewer leads come and go every day. */
const LEAST_VANISHED = 5;
/** From this share of the open leads on, their vanishing is no everyday event. */
const LEAST_SHARE = 1 / 3;
/** Long enough to be seen after a weekend, by the business clock. */
const FALL_SHOWN_MS = 72 * 60 * 60_000;

/** What one reconcile did to the number of open leads. */
export interface Change {
  /** Open leads of the last reconcile; null before the second one. */
  before: number | null;
  now: number;
  /** Those that are neither open any more nor found in any other state. */
  vanished: number;
}

/** What a person should know of the figures although all is read. Asks Odoo what the key's user does not see. */
export async function findWarnings(context: OdooContext, change: Change, call: Call): Promise<SourceWarning[]> {
  const { client, clock, customers, rules, states } = context;
  const { warnings } = await client.keyUser(call);
  const told = (await states.get('tickets'))?.warnings.found ?? [];
  return [
    ...warnings.filter(({ code }) => !(code === 'some_companies' && namesCompany(queueDomain(rules)))),
    ...(customers.areForbidden() ? [{ code: 'partners_unreadable' as const }] : []),
    ...fallOf(change, told, clock.now()),
  ];
}

/** A domain that says which companies are meant leaves the others out on purpose. */
function namesCompany(domain: OdooDomain): boolean {
  return domain.some((term) => typeof term !== 'string' && /^company_id(\.|$)/.test(term[0]));
}

/**
 * A fall of the number of open leads that closed leads do not explain: a key that lost rights looks like that. What was
 * told before stays until it is old or until most of the leads are back.
 */
function fallOf({ before, now, vanished }: Change, told: readonly SourceWarning[], at: Date): Fall[] {
  if (before !== null && vanished >= LEAST_VANISHED && vanished >= before * LEAST_SHARE) {
    return [{ code: 'sudden_fall', from: before, to: now, vanished, at: at.toISOString() }];
  }
  return told.filter(
    (warning): warning is Fall =>
      warning.code === 'sudden_fall' &&
      at.getTime() - Date.parse(warning.at) < FALL_SHOWN_MS &&
      now < (warning.from + warning.to) / 2
  );
}

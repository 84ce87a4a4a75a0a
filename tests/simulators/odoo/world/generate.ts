import { Random } from '../../shared/activity/random.ts';
import { steadyLives } from '../../shared/activity/steady.ts';
import { buildLead, buildPartner } from './build.ts';
import {
  COMPANIES,
  CONTACT_NAMES,
  MONTHS,
  NEWCOMERS,
  OPEN_STAGE_IDS,
  OWN_COMPANIES,
  SALES_USER_IDS,
  STAGES,
  SUBJECTS,
  TEAMS,
  USERS,
  WON_STAGE_ID,
} from './catalogue.ts';
import { DAY_MS, odooDateTime } from './time.ts';
import type { OdooData, SimLead, SimPartner } from './types.ts';

export interface GenerateOptions {
  seed: number;
  now: Date;
  openLeads: number;
  /** Won, lost and archived ones. */
  closedLeads: number;
}

/** Ids that generated leads start with. */
export const FIRST_LEAD_ID = 501;
const FIRST_CONTACT_ID = 201;
const OLDEST_OPEN_MS = 40 * DAY_MS;
/** How far back the closed ones reach, where there are enough of them for that. */
const HISTORY_MS = 300 * DAY_MS;

/**
 * The database of an invented French service company: administrative requests of its clients, as many open at any moment as
 * today.
 */
export function generateData({ seed, now, openLeads, closedLeads }: GenerateOptions): OdooData {
  const random = new Random(seed);
  const partners = cataloguePartners();
  const { lives } = steadyLives(random, {
    now: now.getTime(),
    open: openLeads,
    done: closedLeads,
    oldestOpenMs: OLDEST_OPEN_MS,
    historyMs: HISTORY_MS,
  });
  const leads = lives.map(({ createdAt, doneAt }, index) => {
    const lead = buildLead(createdAt, { ...newLeadFields(random, partners), id: FIRST_LEAD_ID + index });
    return doneAt === undefined
      ? {
          ...lead,
          stage_id: random.pick(OPEN_STAGE_IDS),
          write_date: odooDateTime(createdAt + random.next() * (now.getTime() - createdAt)),
        }
      : { ...lead, ...closedFields(random, doneAt) };
  });
  return { leads, partners, users: USERS, stages: STAGES, teams: TEAMS, companies: OWN_COMPANIES };
}

/** Companies of the catalogue with their people below them; they do not depend on the seed. */
export function cataloguePartners(): SimPartner[] {
  const companies = COMPANIES.map(({ id, name }) => buildPartner({ id, name }));
  const contacts = COMPANIES.flatMap(({ id, weight }, index) =>
    Array.from({ length: weight > 1 ? 2 : 1 }, (_, nth) => {
      const name = CONTACT_NAMES[(index + 3 * nth) % CONTACT_NAMES.length] ?? CONTACT_NAMES[0];
      return buildPartner({ id: FIRST_CONTACT_ID + 2 * index + nth, name, parent_id: id });
    })
  );
  return [...companies, ...contacts];
}

/** What a request that comes in says. One in ten is a mere lead, which the rules' queue leaves out. */
export function newLeadFields(random: Random, partners: readonly SimPartner[]): Partial<SimLead> {
  const name = random
    .pick(SUBJECTS)
    .replace('{n}', String(random.int(1000, 9999)))
    .replace('{mois}', random.pick(MONTHS));
  return {
    name,
    type: random.chance(0.1) ? 'lead' : 'opportunity',
    probability: random.pick([10, 20, 40, 60]),
    priority: random.weighted([
      ['0', 60],
      ['1', 22],
      ['2', 13],
      ['3', 5],
    ]),
    ...client(random, partners),
    user_id: random.chance(0.75) ? random.pick(SALES_USER_IDS) : null,
    team_id: random.chance(0.9) ? 1 : 2,
  };
}

/** Mostly a contact of a company, sometimes the company itself, a company that is not a partner yet, or nobody. */
function client(random: Random, partners: readonly SimPartner[]): Partial<SimLead> {
  const kind = random.next();
  if (kind < 0.04) {
    return { partner_id: null };
  }
  if (kind < 0.12 || partners.length === 0) {
    return { partner_name: random.pick(NEWCOMERS), contact_name: random.pick(CONTACT_NAMES) };
  }
  const weights = new Map(COMPANIES.map(({ id, weight }) => [id, weight]));
  const companies = partners
    .filter(({ is_company }) => is_company)
    .map((company) => [company, weights.get(company.id) ?? 1] as const);
  const company = random.weighted(companies);
  const contacts = partners.filter(({ parent_id }) => parent_id === company.id);
  return { partner_id: contacts.length > 0 && random.chance(0.7) ? random.pick(contacts).id : company.id };
}

function closedFields(random: Random, closedAt: number): Partial<SimLead> {
  const date_closed = odooDateTime(closedAt);
  return random.weighted<Partial<SimLead>>([
    [{ stage_id: WON_STAGE_ID, probability: 100, date_closed, write_date: date_closed }, 70],
    [{ active: false, probability: 0, date_closed, write_date: date_closed }, 25],
    // Archived by hand: Odoo dates no closing.
    [{ active: false, write_date: date_closed }, 5],
  ]);
}

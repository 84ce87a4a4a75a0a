import { odooDateTime } from './time.ts';
import type { SimLead, SimPartner } from './types.ts';

/** A complete open opportunity; `now` (epoch ms) is its creation unless the overrides say otherwise. */
export function buildLead(now: number, overrides: Partial<SimLead> & { id: number }): SimLead {
  return {
    name: `Demande ${overrides.id}`,
    type: 'opportunity',
    active: true,
    probability: 20,
    priority: '0',
    partner_id: null,
    partner_name: null,
    contact_name: null,
    email_from: null,
    user_id: null,
    team_id: 1,
    stage_id: 1,
    company_id: null,
    description: null,
    create_date: odooDateTime(now),
    write_date: overrides.create_date ?? odooDateTime(now),
    date_closed: null,
    ...overrides,
  };
}

/** A company, or with `parent_id` a contact below one. */
export function buildPartner(overrides: Partial<SimPartner> & { id: number }): SimPartner {
  const isContact = overrides.parent_id !== undefined && overrides.parent_id !== null;
  return {
    name: `Société ${overrides.id}`,
    active: true,
    is_company: !isContact,
    parent_id: null,
    email: null,
    ...overrides,
  };
}

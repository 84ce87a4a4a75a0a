import type { ModelName } from './types.ts';

/** A field of a model as `fields_get` describes it. */
export interface Field {
  type: 'integer' | 'char' | 'text' | 'boolean' | 'float' | 'datetime' | 'selection' | 'many2one' | 'many2many';
  string: string;
  relation?: ModelName;
  selection?: ReadonlyArray<readonly [value: string, label: string]>;
  /** Fields computed on reading cannot stand in a domain. */
  stored: boolean;
}

export type Fields = Readonly<Record<string, Field>>;

const field = (type: Field['type'], string: string, rest: Partial<Field> = {}): Field => ({
  type,
  string,
  stored: true,
  ...rest,
});
const ID = field('integer', 'ID');
const NAME = field('char', 'Name');
const ACTIVE = field('boolean', 'Active');
const DISPLAY_NAME = field('char', 'Display Name', { stored: false });

const LEAD_FIELDS: Fields = {
  id: ID,
  name: field('char', 'Opportunity'),
  display_name: DISPLAY_NAME,
  type: field('selection', 'Type', {
    selection: [
      ['lead', 'Lead'],
      ['opportunity', 'Opportunity'],
    ],
  }),
  active: ACTIVE,
  probability: field('float', 'Probability'),
  priority: field('selection', 'Priority', {
    selection: [
      ['0', 'Low'],
      ['1', 'Medium'],
      ['2', 'High'],
      ['3', 'Very High'],
    ],
  }),
  partner_id: field('many2one', 'Customer', { relation: 'res.partner' }),
  partner_name: field('char', 'Company Name'),
  contact_name: field('char', 'Contact Name'),
  email_from: field('char', 'Email'),
  user_id: field('many2one', 'Salesperson', { relation: 'res.users' }),
  team_id: field('many2one', 'Sales Team', { relation: 'crm.team' }),
  stage_id: field('many2one', 'Stage', { relation: 'crm.stage' }),
  company_id: field('many2one', 'Company', { relation: 'res.company' }),
  description: field('text', 'Notes'),
  create_date: field('datetime', 'Created on'),
  write_date: field('datetime', 'Last Updated on'),
  date_closed: field('datetime', 'Closed Date'),
};

const WON_STATUS = field('selection', 'Is Won', {
  selection: [
    ['won', 'Won'],
    ['lost', 'Lost'],
    ['pending', 'Pending'],
  ],
});

const OTHER_FIELDS: Record<Exclude<ModelName, 'crm.lead'>, Fields> = {
  'res.partner': {
    id: ID,
    name: NAME,
    display_name: DISPLAY_NAME,
    active: ACTIVE,
    is_company: field('boolean', 'Is a Company'),
    parent_id: field('many2one', 'Related Company', { relation: 'res.partner' }),
    commercial_partner_id: field('many2one', 'Commercial Entity', { relation: 'res.partner' }),
    email: field('char', 'Email'),
  },
  'res.users': {
    id: ID,
    name: NAME,
    display_name: DISPLAY_NAME,
    login: field('char', 'Login'),
    active: ACTIVE,
    company_id: field('many2one', 'Company', { relation: 'res.company' }),
    company_ids: field('many2many', 'Companies', { relation: 'res.company' }),
  },
  'res.company': { id: ID, name: NAME, display_name: DISPLAY_NAME },
  'res.lang': { id: ID, name: NAME, display_name: DISPLAY_NAME, code: field('char', 'Locale Code') },
  'crm.stage': {
    id: ID,
    name: NAME,
    display_name: DISPLAY_NAME,
    sequence: field('integer', 'Sequence'),
    is_won: field('boolean', 'Is Won Stage?'),
  },
  'crm.team': { id: ID, name: NAME, display_name: DISPLAY_NAME, active: ACTIVE },
};

/** The first version whose leads have `won_status`. */
const WON_STATUS_SINCE = 19;

/** The fields of a model in a version of Odoo. */
export function fieldsOf(model: ModelName, majorVersion: number): Fields {
  if (model !== 'crm.lead') {
    return OTHER_FIELDS[model];
  }
  const commercial = field('many2one', 'Commercial Entity', { relation: 'res.partner', stored: false });
  return majorVersion < WON_STATUS_SINCE
    ? LEAD_FIELDS
    : { ...LEAD_FIELDS, commercial_partner_id: commercial, won_status: WON_STATUS };
}

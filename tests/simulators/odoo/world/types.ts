/** Fields as the simulator stores them: many2one as the id, what is empty as null (answers say `false`). */
export interface SimLead {
  id: number;
  name: string;
  type: 'lead' | 'opportunity';
  active: boolean;
  probability: number;
  /** '0' (no star) … '3'. */
  priority: string;
  partner_id: number | null;
  /** Company as typed on a lead that has no partner yet. */
  partner_name: string | null;
  contact_name: string | null;
  email_from: string | null;
  user_id: number | null;
  team_id: number | null;
  stage_id: number | null;
  /** Null: of all companies. */
  company_id: number | null;
  description: string | null;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  create_date: string;
  write_date: string;
  date_closed: string | null;
}

export interface SimPartner {
  id: number;
  name: string;
  active: boolean;
  is_company: boolean;
  parent_id: number | null;
  email: string | null;
}

export interface SimUser {
  id: number;
  name: string;
  login: string;
  active: boolean;
  /** Default: the first company. */
  company_id?: number;
  /** Companies whose records the user may see. Default: all. */
  company_ids?: readonly number[];
}

export interface SimStage {
  id: number;
  /** In English, which is what callers get that name no language. */
  name: string;
  /** By code of the language; where one is missing the English name stands in. */
  translations?: Readonly<Record<string, string>>;
  sequence: number;
  is_won: boolean;
}

export interface SimTeam {
  id: number;
  name: string;
  active: boolean;
}

export interface SimCompany {
  id: number;
  name: string;
}

/** The user that the keys belong to; its companies stand in its record. */
export interface SimKeyUser {
  id: number;
  /** Code of the language, false when none is set. */
  lang: string | false;
  /** IANA name. */
  tz: string;
  /** False: "User: Own Documents Only", which is its own leads and those of nobody. */
  seesAllLeads: boolean;
}

export interface OdooData {
  leads: readonly SimLead[];
  partners: readonly SimPartner[];
  users: readonly SimUser[];
  stages: readonly SimStage[];
  teams: readonly SimTeam[];
  companies: readonly SimCompany[];
}

/** A value of a field as stored. */
export type Value = string | number | boolean | null;

/** Any record, by field name. */
export type SimRecord = Readonly<Record<string, Value>> & { readonly id: number };

export const MODELS = [
  'crm.lead',
  'res.partner',
  'res.users',
  'crm.stage',
  'crm.team',
  'res.company',
  'res.lang',
] as const;
export type ModelName = (typeof MODELS)[number];

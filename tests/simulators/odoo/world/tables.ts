import { type Field, type Fields, fieldsOf } from './fields.ts';
import type { ModelName, SimPartner, SimRecord, Value } from './types.ts';

/** The records of the simulated database by model, with the fields that Odoo computes. */
export class OdooTables {
  readonly majorVersion: number;
  readonly #records: Record<ModelName, Map<number, SimRecord>> = {
    'crm.lead': new Map(),
    'res.partner': new Map(),
    'res.users': new Map(),
    'crm.stage': new Map(),
    'crm.team': new Map(),
    'res.company': new Map(),
    'res.lang': new Map(),
  };

  constructor(majorVersion: number) {
    this.majorVersion = majorVersion;
  }

  fields(model: ModelName): Fields {
    return fieldsOf(model, this.majorVersion);
  }

  all(model: ModelName): SimRecord[] {
    return [...this.#records[model].values()];
  }

  find(model: ModelName, id: number): SimRecord | undefined {
    return this.#records[model].get(id);
  }

  put(model: ModelName, record: { id: number }): void {
    this.#records[model].set(record.id, { ...record });
  }

  remove(model: ModelName, id: number): void {
    this.#records[model].delete(id);
  }

  /** The ids in a many2many field. */
  many(model: ModelName, record: SimRecord, name: string): readonly number[] {
    const ids = (record as Readonly<Record<string, unknown>>)[name];
    return Array.isArray(ids) ? (ids as number[]) : this.all(modelOf(this.fields(model)[name])).map(({ id }) => id);
  }

  /** A field's value, computed where Odoo computes it. */
  value(model: ModelName, record: SimRecord, name: string): Value {
    switch (name) {
      case 'display_name':
        return this.displayName(model, record.id);
      case 'company_id':
        return record[name] ?? (model === 'res.users' ? 1 : null);
      case 'won_status':
        return this.#wonStatus(record);
      case 'commercial_partner_id':
        return model === 'res.partner' ? this.#commercialPartner(record.id) : this.#commercialPartnerOfLead(record);
      default:
        return record[name] ?? null;
    }
  }

  /** A contact is shown behind its company, as in "BASH SAS, Claire Arvenel". */
  displayName(model: ModelName, id: number, language?: string): string {
    const record: Readonly<Record<string, unknown>> = this.find(model, id) ?? {};
    const {
      translations = {},
      name: english = '',
      parent_id: parent,
    } = record as { translations?: Record<string, string>; name?: string; parent_id?: Value };
    const name = translations[language ?? ''] ?? english;
    return model === 'res.partner' && typeof parent === 'number' ? `${this.displayName(model, parent)}, ${name}` : name;
  }

  /** Won: certain and in a won stage; lost: archived without any chance left; else pending. */
  #wonStatus(lead: SimRecord): string {
    const stage = lead['stage_id'];
    const isWon = typeof stage === 'number' && this.find('crm.stage', stage)?.['is_won'] === true;
    if (lead['probability'] === 100 && isWon) {
      return 'won';
    }
    return lead['active'] === false && lead['probability'] === 0 ? 'lost' : 'pending';
  }

  #commercialPartnerOfLead(lead: SimRecord): Value {
    const partner = lead['partner_id'];
    return typeof partner === 'number' ? this.#commercialPartner(partner) : null;
  }

  /** The company itself, or the one a contact belongs to. */
  #commercialPartner(id: number): number {
    const partner = this.find('res.partner', id) as SimPartner | undefined;
    return partner === undefined || partner.is_company || partner.parent_id === null
      ? id
      : this.#commercialPartner(partner.parent_id);
  }
}

function modelOf(field: Field | undefined): ModelName {
  if (field?.relation === undefined) {
    throw new Error('not a field that refers to records');
  }
  return field.relation;
}

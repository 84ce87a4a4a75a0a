import { buildLead } from './build.ts';
import { WON_STAGE_ID } from './catalogue.ts';
import { FIRST_LEAD_ID } from './generate.ts';
import { OdooTables } from './tables.ts';
import { odooDateTime } from './time.ts';
import type { ModelName, OdooData, SimKeyUser, SimLead, SimPartner, SimRecord } from './types.ts';

/**
 * The state of a simulated Odoo database. What changes a lead goes through here, so that `write_date` moves when Odoo's
 * would and stays when it would not. Objects handed out are copies.
 */
export class OdooWorld {
  readonly now: () => Date;
  readonly tables: OdooTables;
  /** May be changed while the simulator runs, as an administrator of Odoo would. */
  readonly keyUser: SimKeyUser;
  #nextLeadId: number;

  constructor(
    data: OdooData,
    majorVersion: number,
    now: () => Date,
    keyUser: SimKeyUser,
    languages: readonly string[]
  ) {
    this.now = now;
    this.keyUser = keyUser;
    this.tables = new OdooTables(majorVersion);
    const records: Record<ModelName, ReadonlyArray<{ id: number }>> = {
      'crm.lead': data.leads,
      'res.partner': data.partners,
      'res.users': data.users,
      'crm.stage': data.stages,
      'crm.team': data.teams,
      'res.company': data.companies,
      'res.lang': languages.map((code, index) => ({ id: index + 1, name: code, code })),
    };
    for (const [model, list] of Object.entries(records) as Array<[ModelName, Array<{ id: number }>]>) {
      list.forEach((record) => this.tables.put(model, record));
    }
    this.#nextLeadId = Math.max(FIRST_LEAD_ID - 1, ...data.leads.map(({ id }) => id)) + 1;
  }

  leads(): SimLead[] {
    return this.tables.all('crm.lead').map(asLead);
  }

  /** Active leads that are neither won nor lost, of whatever type. */
  openLeads(): SimLead[] {
    return this.tables
      .all('crm.lead')
      .filter((lead) => lead['active'] === true && this.tables.value('crm.lead', lead, 'won_status') === 'pending')
      .map(asLead);
  }

  partners(): SimPartner[] {
    return this.tables.all('res.partner').map((record) => ({ ...record }) as unknown as SimPartner);
  }

  lead(id: number): SimLead | undefined {
    const record = this.tables.find('crm.lead', id);
    return record && asLead(record);
  }

  addLead(fields: Partial<SimLead> = {}): SimLead {
    const id = fields.id ?? this.#nextLeadId;
    if (this.tables.find('crm.lead', id) !== undefined) {
      throw new RangeError(`Lead ${id} exists already.`);
    }
    this.#nextLeadId = Math.max(this.#nextLeadId, id + 1);
    const lead = buildLead(this.now().getTime(), { ...fields, id });
    this.tables.put('crm.lead', lead);
    return lead;
  }

  /** A change through the ORM: `write_date` moves. */
  writeLead(id: number, patch: Partial<SimLead>): SimLead {
    return this.changeSilently('crm.lead', id, {
      ...patch,
      write_date: odooDateTime(this.now().getTime()),
    }) as unknown as SimLead;
  }

  /** A change that leaves no trace on `write_date`, as raw SQL and some computed columns make. */
  changeSilently(model: ModelName, id: number, patch: object): SimRecord {
    const record = this.tables.find(model, id);
    if (record === undefined) {
      throw new RangeError(`There is no ${model} ${id}.`);
    }
    const changed = { ...record, ...patch, id };
    this.tables.put(model, changed);
    return { ...changed };
  }

  winLead(id: number): SimLead {
    return this.writeLead(id, {
      stage_id: WON_STAGE_ID,
      probability: 100,
      date_closed: odooDateTime(this.now().getTime()),
    });
  }

  loseLead(id: number): SimLead {
    return this.writeLead(id, { active: false, probability: 0, date_closed: odooDateTime(this.now().getTime()) });
  }

  archiveLead(id: number): SimLead {
    return this.writeLead(id, { active: false });
  }

  /** Deletes a lead: nothing tells it but its absence. */
  deleteLead(id: number): void {
    if (this.tables.find('crm.lead', id) === undefined) {
      throw new RangeError(`There is no crm.lead ${id}.`);
    }
    this.tables.remove('crm.lead', id);
  }
}

function asLead(record: SimRecord): SimLead {
  return { ...record } as unknown as SimLead;
}

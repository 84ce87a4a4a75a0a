import type { OdooTables } from '../world/tables.ts';
import { type ModelName, MODELS, type SimKeyUser, type SimRecord, type Value } from '../world/types.ts';
import { compileDomain, mentionsActive } from './domain.ts';
import { accessError, OdooException, typeError, userError, valueError } from './errors.ts';

/** Named arguments of a call; `ids` and `context` stand beside them. */
export interface MethodCall {
  model: string;
  method: string;
  ids: readonly number[];
  context: Readonly<Record<string, unknown>>;
  kwargs: Readonly<Record<string, unknown>>;
}

interface Method {
  /** Names of the arguments, in the order of the positional ones. */
  parameters: readonly string[];
  /** Called on the model itself: JSON-2 refuses `ids`. */
  onModel: boolean;
  run: (orm: Orm, model: ModelName, call: MethodCall) => unknown;
}

const METHODS: Readonly<Record<string, Method>> = {
  search: {
    parameters: ['domain', 'offset', 'limit', 'order'],
    onModel: true,
    run: (orm, model, call) => orm.search(model, call).map(({ id }) => id),
  },
  search_count: {
    parameters: ['domain', 'limit'],
    onModel: true,
    run: (orm, model, call) => orm.search(model, call).length,
  },
  search_read: {
    parameters: ['domain', 'fields', 'offset', 'limit', 'order'],
    onModel: true,
    run: (orm, model, call) => orm.read(model, orm.search(model, call), call),
  },
  read: {
    parameters: ['fields', 'load'],
    onModel: false,
    run: (orm, model, call) => orm.read(model, orm.browse(model, call.ids), call),
  },
  fields_get: {
    parameters: ['allfields', 'attributes'],
    onModel: true,
    run: (orm, model, call) => orm.describe(model, call.kwargs['allfields'], call.kwargs['attributes']),
  },
};

/** Methods that one model has beside those of all. */
const OWN_METHODS: Partial<Record<ModelName, Readonly<Record<string, Method>>>> = {
  'res.users': {
    context_get: { parameters: [], onModel: true, run: (orm) => orm.contextOfUser() },
    has_group: { parameters: ['group_ext_id'], onModel: false, run: (orm, _model, call) => orm.hasGroup(call) },
  },
  'res.lang': {
    get_installed: { parameters: [], onModel: true, run: (orm) => orm.languages().map((code) => [code, code]) },
  },
};

/** Before this version `has_group` belongs to the model, from it on to the user asked about. */
const GROUPS_OF_RECORDS_SINCE = 18;
const ALL_LEADS_GROUP = 'sales_team.group_sale_salesman_all_leads';

/** Looks a method up as Odoo does. `unknown` says how an unknown model or method is reported: the transports differ. */
export function findMethod(
  call: Pick<MethodCall, 'model' | 'method'>,
  majorVersion: number
): { model: ModelName; method: Method } | 'model' | 'method' {
  const model = MODELS.find((name) => name === call.model);
  if (model === undefined) {
    return 'model';
  }
  if (call.method.startsWith('_')) {
    throw accessError(`Private methods (such as '${call.model}.${call.method}') cannot be called remotely.`);
  }
  const methods = { ...METHODS, ...OWN_METHODS[model] };
  const found = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  const isOfModel = call.method === 'has_group' && majorVersion < GROUPS_OF_RECORDS_SINCE;
  const method = found && { ...found, onModel: found.onModel || isOfModel };
  return method === undefined ? 'method' : { model, method };
}

/** The first argument that the method does not know. */
export function unexpectedArgument(method: Method, kwargs: MethodCall['kwargs']): string | undefined {
  return Object.keys(kwargs).find((name) => !method.parameters.includes(name));
}

/** The reading part of Odoo's ORM over the simulated tables. */
export class Orm {
  readonly #tables: OdooTables;
  readonly #user: SimKeyUser;

  constructor(tables: OdooTables, user: SimKeyUser) {
    this.#tables = tables;
    this.#user = user;
  }

  get majorVersion(): number {
    return this.#tables.majorVersion;
  }

  languages(): string[] {
    return this.#tables.all('res.lang').map((record) => String(record['code']));
  }

  /** `context_get`: an installed language whatever the user's preference says. */
  contextOfUser(): Record<string, unknown> {
    const { id, lang, tz } = this.#user;
    const installed = this.languages();
    return { lang: lang !== false && installed.includes(lang) ? lang : (installed[0] ?? 'en_US'), tz, uid: id };
  }

  hasGroup({ ids, kwargs }: MethodCall): boolean {
    if (this.majorVersion >= GROUPS_OF_RECORDS_SINCE && ids.length !== 1) {
      throw valueError('Expected singleton: res.users()');
    }
    return kwargs['group_ext_id'] === ALL_LEADS_GROUP && this.#user.seesAllLeads;
  }

  /** Record rules: what the user may not see is left out without a word. */
  #isVisible(model: ModelName, record: SimRecord): boolean {
    const user = this.#tables.find('res.users', this.#user.id);
    const companies = user === undefined ? [] : this.#tables.many('res.users', user, 'company_ids');
    if (model === 'res.company') {
      return companies.includes(record.id);
    }
    if (model !== 'crm.lead') {
      return true;
    }
    const { user_id: owner = null, company_id: company = null } = record;
    const isOwn = owner === null || owner === this.#user.id;
    return (this.#user.seesAllLeads || isOwn) && (company === null || companies.includes(Number(company)));
  }

  search(model: ModelName, { kwargs, context }: MethodCall): SimRecord[] {
    const domain = kwargs['domain'] ?? [];
    const holds = compileDomain(this.#tables, model, domain);
    const activeOnly =
      'active' in this.#tables.fields(model) && context['active_test'] !== false && !mentionsActive(domain);
    const found = this.#tables
      .all(model)
      .filter(
        (record) => (!activeOnly || record['active'] === true) && this.#isVisible(model, record) && holds(record)
      );
    const sorted = this.#sort(model, found, kwargs['order']);
    const offset = wholeNumber('offset', kwargs['offset']) ?? 0;
    const limit = wholeNumber('limit', kwargs['limit']);
    return sorted.slice(offset, limit === undefined ? undefined : offset + limit);
  }

  browse(model: ModelName, ids: readonly number[]): SimRecord[] {
    return ids.map((id) => {
      const record = this.#tables.find(model, id);
      if (record === undefined) {
        throw new OdooException(
          'odoo.exceptions.MissingError',
          `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: 2)`,
          404
        );
      }
      return record;
    });
  }

  read(
    model: ModelName,
    records: readonly SimRecord[],
    { kwargs, context }: Pick<MethodCall, 'kwargs' | 'context'>
  ): Array<Record<string, unknown>> {
    const { fields: wanted } = kwargs;
    const language = this.#languageOf(context);
    const known = this.#tables.fields(model);
    const names = wanted === undefined || wanted === null ? Object.keys(known) : (wanted as string[]);
    for (const name of names) {
      if (!Object.hasOwn(known, name)) {
        throw valueError(`Invalid field '${name}' on '${model}'`);
      }
    }
    return records.map((record) => ({
      id: record.id,
      ...Object.fromEntries(names.map((name) => [name, this.#output(model, record, name, language)])),
    }));
  }

  describe(model: ModelName, allfields: unknown, attributes: unknown): Record<string, unknown> {
    const names = Array.isArray(allfields) && allfields.length > 0 ? (allfields as string[]) : undefined;
    const keys = Array.isArray(attributes) ? (attributes as string[]) : undefined;
    const entries = Object.entries(this.#tables.fields(model)).filter(([name]) => names?.includes(name) ?? true);
    return Object.fromEntries(
      entries.map(([name, { stored, ...field }]) => [
        name,
        Object.fromEntries(
          Object.entries({ ...field, store: stored, readonly: false }).filter(([key]) => keys?.includes(key) ?? true)
        ),
      ])
    );
  }

  /** Empty values are `false`; many2one is `[id, "name"]`; numbers and booleans are never empty. */
  #output(model: ModelName, record: SimRecord, name: string, language: string): unknown {
    const field = this.#tables.fields(model)[name];
    if (field?.type === 'many2many') {
      return this.#tables.many(model, record, name);
    }
    const value: Value = this.#tables.value(model, record, name);
    if (value === null) {
      return field?.type === 'integer' || field?.type === 'float' ? 0 : false;
    }
    return field?.relation !== undefined
      ? [value, this.#tables.displayName(field.relation, Number(value), language)]
      : value;
  }

  /** English unless the context names a language; reading in one that is not installed is refused, counting is not. */
  #languageOf({ lang }: MethodCall['context']): string {
    if (typeof lang === 'string' && lang !== 'en_US' && !this.languages().includes(lang)) {
      throw userError(`Invalid language code: ${lang}`);
    }
    return typeof lang === 'string' ? lang : 'en_US';
  }

  #sort(model: ModelName, records: SimRecord[], order: unknown): SimRecord[] {
    const text = typeof order === 'string' && order !== '' ? order : 'id asc';
    const keys = text.split(',').map((part) => {
      const [name, direction = 'asc', ...rest] = part.trim().split(/\s+/);
      const valid = /^(asc|desc)$/i.test(direction) && rest.length === 0;
      if (name === undefined || !valid || !Object.hasOwn(this.#tables.fields(model), name)) {
        throw valueError(`Invalid "order" specified (${text})`);
      }
      return { name, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
    });
    return records.sort((a, b) => {
      for (const { name, sign } of keys) {
        const order = compareValues(this.#tables.value(model, a, name), this.#tables.value(model, b, name));
        if (order !== 0) {
          return sign * order;
        }
      }
      return 0;
    });
  }
}

function compareValues(a: Value, b: Value): number {
  if (a === b) {
    return 0;
  }
  // PostgreSQL puts NULL last when ascending.
  return a === null || (b !== null && a > b) ? 1 : -1;
}

function wholeNumber(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === false) {
    return undefined;
  }
  if (!Number.isInteger(value) || Number(value) < 0) {
    throw typeError(`${name} must be a whole number, not ${JSON.stringify(value)}`);
  }
  return Number(value);
}

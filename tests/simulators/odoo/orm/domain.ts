import type { Field } from '../world/fields.ts';
import type { OdooTables } from '../world/tables.ts';
import type { ModelName, SimRecord, Value } from '../world/types.ts';
import { typeError, valueError } from './errors.ts';

export type Predicate = (record: SimRecord) => boolean;

const COMPARISONS: Readonly<Record<string, (value: Value, wanted: Value) => boolean>> = {
  '>': (value, wanted) => value !== null && wanted !== null && value > wanted,
  '>=': (value, wanted) => value !== null && wanted !== null && value >= wanted,
  '<': (value, wanted) => value !== null && wanted !== null && value < wanted,
  '<=': (value, wanted) => value !== null && wanted !== null && value <= wanted,
};

/**
 * Compiles a search domain: terms `[path, operator, value]` in prefix notation, `&` understood between what stands side
 * by side. Paths may go through many2one fields (`partner_id.commercial_partner_id`).
 * Throws the exceptions that Odoo throws.
 */
export function compileDomain(tables: OdooTables, model: ModelName, domain: unknown): Predicate {
  if (!Array.isArray(domain)) {
    throw typeError(`Domain must be a list, not ${JSON.stringify(domain)}`);
  }
  const tokens: unknown[] = domain;
  let position = 0;

  function next(): Predicate {
    if (position >= tokens.length) {
      throw valueError(`Domain() invalid domain ${JSON.stringify(domain)}: missing terms`);
    }
    const token = tokens[position];
    position += 1;
    switch (token) {
      case '&':
        return both(next(), next());
      case '|':
        return either(next(), next());
      case '!':
        return negated(next());
      default:
        return compileTerm(tables, model, token);
    }
  }

  const conditions: Predicate[] = [];
  while (position < tokens.length) {
    conditions.push(next());
  }
  return (record) => conditions.every((holds) => holds(record));
}

/** Whether a domain says something about `active` itself, so that archived records are not left out by default. */
export function mentionsActive(domain: unknown): boolean {
  return Array.isArray(domain) && domain.some((term) => Array.isArray(term) && term[0] === 'active');
}

const both =
  (left: Predicate, right: Predicate): Predicate =>
  (record) =>
    left(record) && right(record);
const either =
  (left: Predicate, right: Predicate): Predicate =>
  (record) =>
    left(record) || right(record);
const negated =
  (condition: Predicate): Predicate =>
  (record) =>
    !condition(record);

function compileTerm(tables: OdooTables, model: ModelName, term: unknown): Predicate {
  if (!Array.isArray(term) || term.length !== 3 || typeof term[0] !== 'string' || typeof term[1] !== 'string') {
    throw valueError(`Domain() invalid item in domain: ${JSON.stringify(term)}`);
  }
  const [path, operator, operand] = term as [string, string, unknown];
  const steps = resolvePath(tables, model, path);
  const last = steps.at(-1)?.field as Field;
  if (last.type === 'many2many') {
    return compileMany(tables, steps, operator, operand, path);
  }
  const holds = compileOperator(tables, last, operator, operand, path);
  return (record) => {
    let current: SimRecord | undefined = record;
    for (const step of steps.slice(0, -1)) {
      const id: Value = current === undefined ? null : tables.value(step.model, current, step.name);
      current = typeof id === 'number' ? tables.find(step.field.relation as ModelName, id) : undefined;
    }
    const step = steps.at(-1) as Step;
    return holds(current === undefined ? null : tables.value(step.model, current, step.name));
  };
}

/** Records that refer to any (`in`) or to none (`not in`) of the ids. Rules of the records referred to do not matter. */
function compileMany(
  tables: OdooTables,
  steps: readonly Step[],
  operator: string,
  operand: unknown,
  path: string
): Predicate {
  const [step, ...further] = steps;
  if (step === undefined || further.length > 0 || !Array.isArray(operand) || !/^(not )?in$/.test(operator)) {
    throw valueError(`Invalid condition ('${path}', '${operator}'): the simulator knows "in" and "not in" here`);
  }
  const refersToAny: Predicate = (record) =>
    tables.many(step.model, record, step.name).some((id) => operand.includes(id));
  return operator === 'in' ? refersToAny : negated(refersToAny);
}

interface Step {
  model: ModelName;
  name: string;
  field: Field;
}

function resolvePath(tables: OdooTables, model: ModelName, path: string): Step[] {
  const steps: Step[] = [];
  let current: ModelName | undefined = model;
  for (const name of path.split('.')) {
    const field: Field | undefined = current && tables.fields(current)[name];
    if (current === undefined || field === undefined) {
      throw valueError(`Invalid field ${String(current ?? model)}.${name} in condition on '${path}'`);
    }
    if (!field.stored) {
      throw valueError(`Cannot convert ${current}.${name} to SQL because it is not stored`);
    }
    steps.push({ model: current, name, field });
    current = field.relation;
  }
  return steps;
}

function compileOperator(
  tables: OdooTables,
  field: Field,
  operator: string,
  operand: unknown,
  path: string
): (value: Value) => boolean {
  const wanted = (): Value => readOperand(field, operand, path);
  switch (operator) {
    case '=':
    case '!=': {
      const target = wanted();
      const equals = (value: Value): boolean => sameValue(field, value, target);
      return operator === '=' ? equals : (value) => !equals(value);
    }
    case 'in':
    case 'not in': {
      if (!Array.isArray(operand)) {
        throw valueError(`Invalid condition ('${path}', '${operator}'): the value must be a list`);
      }
      const targets = operand.map((item: unknown) => readOperand(field, item, path));
      const isIn = (value: Value): boolean => targets.some((target) => sameValue(field, value, target));
      return operator === 'in' ? isIn : (value) => !isIn(value);
    }
    case 'ilike': {
      const part = String(operand).toLowerCase();
      return (value) => textOf(tables, field, value).toLowerCase().includes(part);
    }
    default: {
      const compare = COMPARISONS[operator];
      if (compare === undefined) {
        throw valueError(`Invalid operator '${operator}' in condition on '${path}'`);
      }
      const target = wanted();
      return (value) => compare(value, target);
    }
  }
}

/** `false` and null mean "empty", except for booleans, where an empty value is false. */
function sameValue(field: Field, value: Value, target: Value): boolean {
  return field.type === 'boolean' ? (value ?? false) === (target ?? false) : value === target;
}

function readOperand(field: Field, operand: unknown, path: string): Value {
  if (operand === null || (operand === false && field.type !== 'boolean')) {
    return null;
  }
  if (typeof operand !== 'string' && typeof operand !== 'number' && typeof operand !== 'boolean') {
    throw valueError(`Invalid value ${JSON.stringify(operand)} in condition on '${path}'`);
  }
  if (field.type === 'datetime' && !/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/.test(String(operand))) {
    throw valueError(`unconverted data remains in ${JSON.stringify(operand)}: a date-time has no zone and no T`);
  }
  return operand;
}

function textOf(tables: OdooTables, field: Field, value: Value): string {
  return field.relation !== undefined && typeof value === 'number'
    ? tables.displayName(field.relation, value)
    : String(value ?? '');
}

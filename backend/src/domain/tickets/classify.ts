import type { Rules } from '../rules/rules.ts';
import { fold } from '../text/text.ts';
import { type Assignment, assignTicket, type TicketFacts } from './queues.ts';
import {
  IMPACT_CLASSES,
  type ImpactClass,
  type PriorityClass,
  STATUS_CLASSES,
  type StatusClass,
  type UpstreamTicket,
} from './ticket.ts';

/** A class, and whether the value was one that is known: what is not known is reported. */
export interface Classified<C> {
  class: C;
  known: boolean;
}

/** The derived columns of a ticket. */
export interface TicketClasses extends Assignment {
  status_class: StatusClass;
  impact_class: ImpactClass;
  priority_class: PriorityClass;
}

/** Atera's priorities (`TicketPriorityOptions` of its OpenAPI document), folded. */
const PRIORITIES: ReadonlyMap<string, PriorityClass> = new Map([
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['critical', 'critical'],
]);

type ClassRules = Pick<Rules, 'statuses' | 'impacts'>;

interface Lookups {
  statuses: ReadonlyMap<string, StatusClass>;
  impacts: ReadonlyMap<string, ImpactClass>;
}

/** Folding the lists of the rules once per rules object keeps the classification of thousands of tickets cheap. */
const lookupsOfRules = new WeakMap<ClassRules, Lookups>();

function lookupsOf(rules: ClassRules): Lookups {
  let lookups = lookupsOfRules.get(rules);
  if (!lookups) {
    lookups = {
      statuses: lookupOf(STATUS_CLASSES, rules.statuses),
      impacts: lookupOf(IMPACT_CLASSES, rules.impacts),
    };
    lookupsOfRules.set(rules, lookups);
  }
  return lookups;
}

/** Folded value → class. A value in two lists keeps the class that comes first. */
function lookupOf<C extends string>(classes: readonly C[], lists: Record<C, readonly string[]>): Map<string, C> {
  const lookup = new Map<string, C>();
  for (const name of classes) {
    for (const value of lists[name]) {
      const key = fold(value);
      if (!lookup.has(key)) {
        lookup.set(key, name);
      }
    }
  }
  return lookup;
}

/** An empty or unmapped status counts as open, and is not known. */
export function classifyStatus(rules: ClassRules, status: string | null): Classified<StatusClass> {
  const found = lookupsOf(rules).statuses.get(fold(status ?? ''));
  return { class: found ?? 'open', known: found !== undefined };
}

/** An absent impact is `none` and nothing to report; an unknown one is `none` too, but is not known. */
export function classifyImpact(rules: ClassRules, impact: string | null): Classified<ImpactClass> {
  const key = fold(impact ?? '');
  const found = lookupsOf(rules).impacts.get(key);
  return { class: found ?? 'none', known: found !== undefined || key === '' };
}

/** An absent priority is `none` and nothing to report; an unknown one is `none` too, but is not known. */
export function classifyPriority(priority: string | null): Classified<PriorityClass> {
  const key = fold(priority ?? '');
  const found = PRIORITIES.get(key);
  return { class: found ?? 'none', known: found !== undefined || key === '' };
}

/** What the derived columns depend on. */
export type ClassificationRules = Pick<Rules, 'statuses' | 'impacts' | 'queues' | 'clients'>;

/** The derived columns of a ticket under these rules. */
export function classifyTicket(
  rules: ClassificationRules,
  facts: TicketFacts & Pick<UpstreamTicket, 'statusClass' | 'priorityClass'>
): TicketClasses {
  return {
    status_class: facts.statusClass ?? classifyStatus(rules, facts.status).class,
    impact_class: classifyImpact(rules, facts.impact).class,
    priority_class: facts.priorityClass ?? classifyPriority(facts.priority).class,
    ...assignTicket(rules, facts),
  };
}

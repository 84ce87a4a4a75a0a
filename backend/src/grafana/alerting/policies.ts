import { type Change, differences } from '../plan/change.ts';
import { holds } from '../plan/holds.ts';
import { type AlertingApi, EXAMPLE_RECEIVER, isOurs, type Org, type StoredPolicies } from './alerting-api.ts';
import type { PolicyRoute, PolicyTree } from './generated.ts';

/** What a new organisation has, to 12.2 and from 13 on. Source: Grafana, `pkg/setting/setting_unified_alerting.go`. */
const FACTORY: PolicyTree[] = [EXAMPLE_RECEIVER, 'empty'].map((receiver) => ({
  receiver,
  group_by: ['grafana_folder', 'alertname'],
}));

/** What such a tree does not have before somebody gives it to it. */
const SHAPED = ['provenance', 'routes', 'group_wait', 'group_interval', 'repeat_interval'] as const;

/**
 * An organisation has one tree of policies. Whose it is: Vigie's, when it is as Grafana makes it or as Vigie did; otherwise
 * that of a person or another program, who may have given the alerts of Vigie a way in it, or not.
 */
export function ownerOf(actual: StoredPolicies, wanted: PolicyTree): 'vigie' | 'others' | 'others, without a way' {
  if (isAsMade(actual) || isOurTree(actual, wanted.receiver) || holds(actual, wanted)) {
    return 'vigie';
  }
  return leadsTo(actual, wanted.receiver) ? 'others' : 'others, without a way';
}

function isAsMade(actual: StoredPolicies): boolean {
  return FACTORY.some((tree) => holds(actual, tree)) && SHAPED.every((name) => actual[name] === undefined);
}

/** The change that makes a tree of Vigie's what it should be; further routes in it stay. */
export function planPolicies(api: AlertingApi, org: Org, actual: StoredPolicies, wanted: PolicyTree): Change[] {
  const detail = differences(actual, wanted);
  if (detail === undefined) {
    return [];
  }
  return [
    {
      action: 'update',
      object: 'notification policies',
      org: org.name,
      detail,
      basis: { from: actual, to: wanted },
      apply: () => api.writePolicies(org, wanted),
    },
  ];
}

/** Whether the tree is one that Vigie made, now or in an earlier version: those never had routes below the root. */
export function isOurTree(actual: StoredPolicies, receiver: string): boolean {
  return isOurs(actual) && actual.receiver === receiver && !actual.routes;
}

/** Whether a policy or one below it sends to a contact point. */
export function leadsTo({ receiver, routes = [] }: PolicyRoute, wanted: string): boolean {
  return receiver === wanted || routes.some((route) => leadsTo(route, wanted));
}

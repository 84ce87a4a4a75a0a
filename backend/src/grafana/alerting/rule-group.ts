import { asNamed, type Plan } from '../plan/change.ts';
import { holds } from '../plan/holds.ts';
import type { AlertingApi, Org, StoredRule } from './alerting-api.ts';
import type { AlertRule, RuleGroup } from './generated.ts';

/** The rules of the counters, which Grafana replaces as a group. Their uids are Vigie's in every organisation. */
export async function planRuleGroup(api: AlertingApi, org: Org, folderUid: string, wanted: RuleGroup): Promise<Plan> {
  const actual = await api.findRuleGroup(org, folderUid, wanted);
  const present = new Map(actual?.rules.map((rule) => [rule.uid, rule]));
  const changed = wanted.rules.filter((rule) => !isAsWanted(present.get(rule.uid), rule));
  if (changed.length === 0 && actual?.interval === wanted.interval) {
    return { changes: [], notes: [] };
  }
  const others = (actual?.rules ?? []).filter(({ uid }) => wanted.rules.every((rule) => rule.uid !== uid));
  if (others.length > 0) {
    const problem = {
      fr: `Le groupe de règles « ${wanted.title} » de « ${org.name} » contient des règles que Vigie n’a pas créées (${titles(others)}) : mettez-les dans un autre groupe, puis recommencez.`,
      en: `The rule group "${wanted.title}" of "${org.name}" holds rules that Vigie did not make (${titles(others)}): move them to another group, then run this again.`,
    };
    return { changes: [], notes: [], problems: [problem] };
  }
  return {
    changes: [
      {
        action: actual ? 'update' : 'create',
        object: `rule group ${wanted.title}`,
        org: org.name,
        detail:
          changed.length === 0
            ? { fr: `toutes les ${wanted.interval} s`, en: `every ${wanted.interval} s` }
            : asNamed(titles(changed)),
        basis: { from: actual, to: wanted },
        apply: () => api.writeRuleGroup(org, folderUid, wanted),
      },
    ],
    notes: [],
  };
}

/** A paused rule says nothing any more, so a pause is put right like any other change. */
function isAsWanted(actual: StoredRule | undefined, wanted: AlertRule): boolean {
  return actual !== undefined && holds(actual, { ...wanted, isPaused: false });
}

function titles(rules: readonly { title: string }[]): string {
  return rules.map(({ title }) => title).join(', ');
}

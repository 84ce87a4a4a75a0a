import type { StackAddresses } from '../support/fixtures.ts';

/** One instance of an alert rule, as Grafana's own list of alerts shows it. */
export interface AlertInstance {
  labels: Record<string, string>;
  summary: string;
}

interface RulesAnswer {
  data: {
    groups: {
      rules: {
        name: string;
        health: string;
        alerts?: { state: string; labels: Record<string, string>; annotations: Record<string, string> }[];
      }[];
    }[];
  };
}

/**
 * The firing instances of a rule, by enterprise and code.
 *
 * @param rule - its title
 * @throws while the rule has not been evaluated, or failed
 */
export async function firingInstances(stack: StackAddresses, rule: string): Promise<AlertInstance[]> {
  const response = await fetch(`${stack.grafanaUrl}/api/prometheus/grafana/api/v1/rules`, {
    headers: { authorization: `Basic ${Buffer.from(`${stack.user}:${stack.password}`).toString('base64')}` },
  });
  const answer = (await response.json()) as RulesAnswer;
  const found = answer.data.groups.flatMap(({ rules }) => rules).find(({ name }) => name === rule);
  if (found?.health !== 'ok') {
    throw new Error(`the rule "${rule}" is ${found?.health ?? 'missing'}`);
  }
  return (found.alerts ?? [])
    .filter(({ state }) => state === 'Alerting')
    .map(({ labels, annotations }) => ({ labels, summary: annotations.summary ?? '' }))
    .sort((left, right) => key(left).localeCompare(key(right)));
}

function key({ labels }: AlertInstance): string {
  return JSON.stringify([labels.enterprise, labels.code]);
}

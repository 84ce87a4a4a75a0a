import type { FastifyInstance } from 'fastify';

import type { ListedRule, StoredRule } from '../../../src/grafana/alerting/alerting-api.ts';
import type { AlertQuery, AlertRule, RuleGroup } from '../../../src/grafana/alerting/generated.ts';
import { grafanasDuration } from './grafana-duration.ts';
import { orgOf, provenanceOf } from './grafana-notifications.ts';

const API = '/api/v1/provisioning';
const GROUP = `${API}/folder/:folder/rule-groups/:group`;

/** A rule with its place. */
type KeptRule = StoredRule & ListedRule & { ruleGroup: string };

interface GroupAddress {
  Params: { folder: string; group: string };
}

/** Alert rules of Grafana 12.2's provisioning API: what it adds to them, and how a group takes rules from others. */
export class FakeAlertRules {
  readonly #rules = new Map<number, KeptRule[]>();
  readonly #intervals = new Map<string, number>();

  /** The rules of an organisation, to look at or to change as somebody else would. */
  of(orgId: number): KeptRule[] {
    return this.#rules.get(orgId) ?? [];
  }

  route(app: FastifyInstance): void {
    app.get(`${API}/alert-rules`, async (request) => this.of(orgOf(request)));
    app.delete<{ Params: { uid: string } }>(`${API}/alert-rules/:uid`, async (request, reply) => {
      const kept = this.of(orgOf(request)).filter(({ uid }) => uid !== request.params.uid);
      this.#rules.set(orgOf(request), kept);
      return reply.code(204).send();
    });
    app.get<GroupAddress>(GROUP, async (request, reply) => {
      const { folder, group } = request.params;
      const rules = this.of(orgOf(request)).filter((rule) => rule.folderUID === folder && rule.ruleGroup === group);
      if (rules.length === 0) {
        return reply.code(404).send({ messageId: 'alerting.alert-rule.notFound', message: 'NotFound' });
      }
      const interval = this.#intervals.get(`${orgOf(request)} ${folder} ${group}`);
      // A group does not say who made its rules; the list of all rules does.
      return {
        title: group,
        folderUid: folder,
        interval,
        rules: rules.map((rule) => ({ ...rule, provenance: undefined })),
      };
    });
    app.put<GroupAddress & { Body: RuleGroup }>(GROUP, async (request, reply) => {
      const { folder, group } = request.params;
      const { interval, rules } = request.body;
      if (interval % 10 !== 0) {
        return reply.code(400).send({ message: `invalid alert rule: interval (${interval}s) should be …` });
      }
      const orgId = orgOf(request);
      const uids = new Set(rules.map(({ uid }) => uid));
      const others = this.of(orgId).filter(
        (rule) => !uids.has(rule.uid) && !(rule.folderUID === folder && rule.ruleGroup === group)
      );
      const provenance = provenanceOf(request);
      const written = rules.map((rule) => ({
        ...stored(rule),
        folderUID: folder,
        ruleGroup: group,
        ...(provenance && { provenance }),
      }));
      this.#rules.set(orgId, [...others, ...written]);
      this.#intervals.set(`${orgId} ${folder} ${group}`, interval);
      return request.body;
    });
  }
}

function stored(rule: AlertRule): StoredRule & Pick<ListedRule, 'notification_settings'> {
  return {
    isPaused: false,
    notification_settings: null,
    ...rule,
    for: grafanasDuration(rule.for),
    data: rule.data.map(storedQuery),
    ...{ id: 7, orgID: 2, keep_firing_for: '0s', updated: '2024-07-22T10:00:00Z', record: null },
  };
}

/** Grafana completes the query of a data source with what its expressions need. */
function storedQuery(query: AlertQuery): AlertQuery {
  return {
    ...query,
    ...{ queryType: '' },
    model: { ...query.model, intervalMs: 1000, maxDataPoints: 43_200 },
  };
}

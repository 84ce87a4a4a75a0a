import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { parse } from 'yaml';

import { alertSentence, dropSentence, silentSentence } from '../../../backend/src/counters/verdicts/sentences.ts';
import { loadCatalogue } from '../../../backend/src/datasets/engine/catalogue.ts';
import { checkParameters } from '../../../backend/src/datasets/engine/parameters/check-parameters.ts';
import { counterAlertsPage } from '../counters/alerts.ts';
import type { QueryParams } from '../elements/query.ts';
import { operation } from '../operation/operation.ts';
import { alertingFile } from './file.ts';
import { judgedDay, rounded, SHOP_PLACE, trimmed, whilePositive } from './template.ts';
import { alertingEn } from './texts-en.ts';
import { alertingFr } from './texts-fr.ts';

interface Query {
  refId: string;
  datasourceUid: string;
  model: { dataset: string; params: QueryParams; expression?: string };
}

interface Rule {
  uid: string;
  title: string;
  condition: string;
  noDataState: string;
  execErrState: string;
  annotations: { summary: string; __dashboardUid__: string; __panelId__: string };
  data: Query[];
}

interface AlertingFile {
  groups: { folder: string; rules: Rule[] }[];
  contactPoints: { name: string; receivers: { settings: Record<string, string> }[] }[];
  policies: { receiver: string; group_by: string[]; routes: { receiver: string }[] }[];
}

const file = parse(alertingFile(alertingFr)) as AlertingFile;
const rules = file.groups.flatMap((group) => group.rules);

const catalogue = await loadCatalogue();

function panelOf(page: Dashboard, { annotations }: Pick<Rule, 'annotations'>): Panel | undefined {
  return (page.panels as Panel[]).find(({ id }) => String(id) === annotations.__panelId__);
}

function datasetQueries({ data }: Rule): Query[] {
  return data.filter(({ datasourceUid }) => datasourceUid === 'vigie');
}

test('a change of language keeps what Grafana knows rules, contact points and policies by', () => {
  const english = parse(alertingFile(alertingEn)) as AlertingFile;
  const known = ({ groups, contactPoints, policies }: AlertingFile): unknown => [
    groups.map((group) => group.rules.map(({ uid, condition, data }) => ({ uid, condition, data }))),
    contactPoints.map(({ name }) => name),
    policies,
  ];
  assert.deepEqual(known(english), known(file));
  const words = english.groups.flatMap((group) => group.rules.map(({ title }) => title));
  assert.deepEqual(
    words.filter((title) => rules.some((rule) => rule.title === title)),
    []
  );
});

for (const rule of rules) {
  test(`"${rule.title}" reads tables that give one instance a row`, () => {
    const queries = datasetQueries(rule);
    const labels = queries.map(({ model: { dataset: name, params } }) => {
      const dataset = catalogue.get(name);
      assert.doesNotThrow(() => checkParameters(dataset, params));
      const types = Object.values(dataset.columns).map(({ type }) => type);
      assert.deepEqual(
        types.filter((type) => type !== 'string'),
        ['number'],
        name
      );
      return Object.keys(dataset.columns).filter((column) => dataset.columns[column]?.type === 'string');
    });
    assert.ok(labels.length > 0);
    // Grafana finds the value of another query by the labels of the instance.
    assert.equal(new Set(labels.map(String)).size, 1);
  });

  test(`"${rule.title}" keeps its state when the source fails, and fires on its first query`, () => {
    assert.deepEqual([rule.noDataState, rule.execErrState], ['KeepLast', 'KeepLast']);
    const condition = rule.data.find(({ refId }) => refId === rule.condition);
    assert.equal(condition?.model.expression, datasetQueries(rule)[0]?.refId);
  });

  test(`"${rule.title}" names only labels and values it has`, () => {
    const queries = datasetQueries(rule);
    const columns = catalogue.get(queries[0]?.model.dataset ?? '').columns;
    for (const [, label] of rule.annotations.summary.matchAll(/\$labels\.(\w+)/g)) {
      assert.ok(label && label in columns, label);
    }
    for (const [, refId] of rule.annotations.summary.matchAll(/\$values\.(\w+)/g)) {
      assert.ok(
        queries.some((query) => query.refId === refId),
        refId
      );
    }
  });

  test(`"${rule.title}" has no escape in its texts that Go does not know: Grafana would show the template itself`, () => {
    for (const [text] of rule.annotations.summary.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
      assert.doesNotMatch(text, /^(?:[^\\]|\\\\)*\\[^\\"nt]/, text);
    }
  });

  test(`"${rule.title}" leads to the panel that shows the same`, () => {
    const pages = [counterAlertsPage('fr'), operation('fr')];
    const page = pages.find(({ uid }) => uid === rule.annotations.__dashboardUid__);
    const panel = page && panelOf(page, rule);
    assert.ok(panel);
    const [query] = datasetQueries(rule);
    if (query?.model.dataset === 'system.operation_alarms') {
      assert.equal((panel.targets as unknown as { dataset: string }[])[0]?.dataset, 'system.backend');
      return;
    }
    const kind = query?.model.params.kind;
    const [target] = (panel?.targets ?? []) as unknown as { params: QueryParams }[];
    assert.deepEqual(
      [panel?.type, target?.params.kind],
      kind ? ['agitel-vigie-list-panel', kind] : ['alertlist', undefined]
    );
  });
}

test('the sentences are those of the screens, word for word', () => {
  const filled = (rule: keyof typeof alertingFr.rules) =>
    alertingFr.rules[rule].summary
      .replace(trimmed('enterprise'), 'BASH')
      .replace(judgedDay('day', '02/01/2006'), '22/07/2024')
      .replace(rounded('drop'), '75')
      .replace(SHOP_PLACE, '001, Paris')
      .replace(rounded('since'), '11');
  assert.equal(filled('zero'), alertSentence('zero', 'BASH', '2024-07-22'));
  assert.equal(filled('noData'), alertSentence('no_data', 'BASH', '2024-07-22'));
  assert.equal(filled('drop'), dropSentence('BASH', '2024-07-22', 75));
  const [start, end] = whilePositive('since', '|', '').split('|');
  const silent = silentSentence({ enterprise: 'BASH', code: '001', city: 'Paris' }, 11);
  assert.ok(filled('silentToday').includes(`${start}n'envoie plus rien depuis 11 h{{ else }}`));
  assert.ok(end?.startsWith('{{ else }}'));
  assert.ok(silent.endsWith("BASH (001, Paris) n'envoie plus rien depuis 11 h"));
  assert.equal(filled('silentToday').slice(0, silent.indexOf("n'envoie")), silent.slice(0, silent.indexOf("n'envoie")));
});

test('uids of rules are short enough for Grafana and differ', () => {
  const uids = rules.map(({ uid }) => uid);
  assert.equal(new Set(uids).size, uids.length);
  assert.ok(uids.every((uid) => /^[\w-]{1,40}$/.test(uid)));
});

test('messages are grouped by rule and enterprise, and go to contact points that exist', () => {
  const names = file.contactPoints.map(({ name }) => name);
  for (const policy of file.policies) {
    assert.deepEqual(policy.group_by, ['alertname', 'enterprise']);
    assert.deepEqual(policy.routes.map(({ receiver }) => receiver).sort(), names.toSorted());
  }
});

test('no setting of a contact point is empty without the environment: Grafana would not start', () => {
  for (const { receivers } of file.contactPoints) {
    for (const { settings } of receivers) {
      for (const value of Object.values(settings)) {
        assert.notEqual(value.replace(/\$VIGIE_\w+/g, ''), '');
      }
    }
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { parse } from 'yaml';

import { readGeneratedAlerting } from '../../../backend/src/grafana/alerting/generated.ts';
import { counters } from '../counters/counters.ts';
import { alertingFile } from './file.ts';
import { tenantAlerting } from './tenant.ts';
import { alertingEn } from './texts-en.ts';
import { alertingFr } from './texts-fr.ts';

interface FileRule {
  uid: string;
  annotations: Record<string, string>;
}

const mainRules = (parse(alertingFile(alertingFr)) as { groups: { rules: FileRule[] }[] }).groups.flatMap(
  ({ rules }) => rules
);

/** What a text says about an instance: its Go template actions, but for how a date is written. */
function actions(text: string): string[] {
  return [...text.matchAll(/\{\{.*?\}\}/g)].map(([action]) => action.replace(/\.Format "[^"]*"/, '.Format')).sort();
}

test('the rules are those of the main organisation, but for the page they lead to', () => {
  for (const { annotations, ...rule } of tenantAlerting(alertingFr).ruleGroup.rules) {
    const { annotations: inMain, ...main } = mainRules.find(({ uid }) => uid === rule.uid) ?? { annotations: {} };
    assert.deepEqual(rule, main);
    const place = { __dashboardUid__: '', __panelId__: '' };
    assert.deepEqual({ ...annotations, ...place }, { ...inMain, ...place });
  }
});

for (const [texts, page] of [
  [alertingFr, counters('fr')],
  [alertingEn, counters('en')],
] as const) {
  const { ruleGroup, template, contactPoint, policies } = tenantAlerting(texts);

  test(`${texts.language}: rules and messages lead to the page of the enterprise`, () => {
    assert.ok(template.template.includes(`/d/${String(page.uid)}{{`));
    for (const { annotations } of ruleGroup.rules) {
      assert.equal(annotations.__dashboardUid__, page.uid);
      assert.ok(
        ['table', 'timeseries', 'agitel-vigie-list-panel'].includes(panelType(page, annotations.__panelId__)),
        annotations.__panelId__
      );
    }
  });

  test(`${texts.language}: messages use templates that are defined`, () => {
    const calls = [
      ...`${template.template}${JSON.stringify(contactPoint.settings)}`.matchAll(/template \\?"([\w.]+)/g),
    ];
    assert.ok(calls.length > 4);
    for (const [, name] of calls) {
      assert.ok(template.template.includes(`{{ define "${String(name)}" }}`), name);
    }
    assert.equal(policies.receiver, contactPoint.name);
  });

  test(`${texts.language}: the backend reads what is generated`, async () => {
    assert.deepEqual(await readGeneratedAlerting(texts.language), tenantAlerting(texts));
  });
}

function panelType({ panels }: Dashboard, id: string | undefined): string {
  return (panels as Panel[]).find((panel) => String(panel.id) === id)?.type ?? 'missing';
}

test('a change of language keeps uids and names, and every rule says the same in both', () => {
  const [french, english] = [tenantAlerting(alertingFr), tenantAlerting(alertingEn)];
  assert.deepEqual(
    [english.contactPoint.uid, english.contactPoint.name, english.template.name],
    [french.contactPoint.uid, french.contactPoint.name, french.template.name]
  );
  for (const [index, rule] of french.ruleGroup.rules.entries()) {
    const translated = english.ruleGroup.rules[index];
    assert.equal(translated?.uid, rule.uid);
    assert.notEqual(translated.title, rule.title);
    assert.deepEqual(actions(translated.annotations.summary ?? ''), actions(rule.annotations.summary ?? ''));
  }
});

test('no English text is French', () => {
  const { groups, rules, message } = alertingEn;
  const texts = JSON.stringify({ groups, rules, message });
  assert.doesNotMatch(texts, /[àâçéèêîôùû’]/i);
});

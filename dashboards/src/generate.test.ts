import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Dashboard, type Panel, VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';

import { generate, staleFiles } from './generate.ts';
import { PAGES } from './tickets/addresses.ts';

/** Keys of a dashboard under which people read words. */
const READ = new Set(['title', 'description', 'label', 'tooltip', 'text', 'noValue', 'heading', 'emptyText']);

/** Words that are the same in French and English. */
const SAME_IN_BOTH = [
  'h',
  '1–4 h',
  '4–24 h',
  '≤ 1 h',
  '< 24 h',
  '24–72 h',
  'Client',
  'Code',
  'Date',
  'Impact',
  'Pages',
  'Source',
  'Sources',
];

function dashboardsOf(locale: string): Dashboard[] {
  return generate()
    .filter(({ path }) => path.startsWith(`${locale}/`))
    .map(({ content }) => JSON.parse(content) as Dashboard);
}

/** Every text that people read, by its place in a dashboard. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const isDisplayName = 'id' in value && value.id === 'displayName';
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && (READ.has(key) || (isDisplayName && key === 'value'))
      ? [[`${path}.${key}`, inner] as [string, string]]
      : textsOf(inner, `${path}.${key}`)
  );
}

/** A text without its variables and symbols; empty when nothing is left to translate. */
function words(text: string): string {
  const read = text.replace(/\$\{[^}]*\}/g, '').trim();
  return /\p{L}/u.test(read) ? read : '';
}

test('finds the JSON in dashboards/generated as the sources give it', async () => {
  assert.deepEqual(await staleFiles(), [], 'run: node dashboards/src/generate.ts');
});

test('leaves every page in the time zone of the organisation, and every link and variable out of the menu of controls', () => {
  for (const { uid, timezone, links, templating } of [...dashboardsOf('fr-FR'), ...dashboardsOf('en-US')]) {
    // Empty: the preference of the reader, else of the organisation.
    assert.equal(timezone, '', uid);
    for (const link of links ?? []) {
      assert.ok(!('placement' in link), `${uid}: ${link.title}`);
    }
    for (const { name, hide } of templating?.list ?? []) {
      assert.notEqual(hide, VariableHide.InControlsMenu, `${uid}: ${name}`);
    }
  }
});

test('gives every language the same dashboards, with the same uids', () => {
  const french = dashboardsOf('fr-FR').map(({ uid }) => uid);
  assert.deepEqual(
    dashboardsOf('en-US').map(({ uid }) => uid),
    french
  );
  for (const uid of Object.values(PAGES)) {
    assert.ok(french.includes(uid), uid);
  }
});

test('writes every text in both languages, which share no words but names and symbols', () => {
  const french = textsOf(dashboardsOf('fr-FR'));
  const english = textsOf(dashboardsOf('en-US'));
  assert.ok(french.length > 200);
  assert.deepEqual(
    english.map(([path]) => path),
    french.map(([path]) => path)
  );
  const same = french.filter(([, text], index) => text === english[index]![1]).map(([, text]) => words(text));
  assert.deepEqual([...new Set(same)].filter((text) => !SAME_IN_BOTH.includes(text)).sort(), ['']);
});

test('describes every panel', () => {
  for (const { uid, panels } of [...dashboardsOf('fr-FR'), ...dashboardsOf('en-US')]) {
    for (const { type, title, description } of (panels ?? []) as Panel[]) {
      assert.ok((description ?? '').length > 20, `${uid}: ${title || type}`);
    }
  }
});

test('writes no French into English dashboards', () => {
  // Names of priorities as datasets give them are values, not words of the screen.
  const french = textsOf(dashboardsOf('en-US')).filter(([, text]) => /[àâçéèêîôùû]/i.test(text));
  assert.deepEqual(french, []);
});

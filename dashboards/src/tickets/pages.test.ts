import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { HOME_PAGE, PLAYLIST_UID, SCREEN_PAGES } from '../../../backend/src/grafana/resources/screens.ts';
import { PAGES as WANTED } from '../../../backend/src/grafana/wanted/wanted.ts';
import { type Language, LANGUAGES } from '../elements/language.ts';
import { SCREEN_ROWS } from '../page/layout.ts';
import { panelId } from '../page/panel.ts';
import { PAGES } from './addresses.ts';
import { attentionPage } from './attention-page.ts';
import { board } from './board.ts';
import { clients } from './clients.ts';
import { ownTicketsPage } from './own/own-tickets.ts';
import { ticketPages } from './pages.ts';

function panelsOf(dashboard: Dashboard): Panel[] {
  return (dashboard.panels ?? []).map((panel) => panel as Panel);
}

function gridOf(panel: Panel): { x: number; y: number; w: number; h: number } {
  assert.ok(panel.gridPos, `panel "${panel.title}" has no place`);
  return panel.gridPos;
}

function targetOf(panel: Panel): { dataset: string; params: Record<string, unknown> } {
  return panel.targets?.[0] as unknown as { dataset: string; params: Record<string, unknown> };
}

for (const language of LANGUAGES) {
  for (const dashboard of ticketPages(language)) {
    const name = `${language} ${dashboard.uid}`;
    const panels = panelsOf(dashboard);

    test(`${name}: fills one screen, without gap or overlap`, () => {
      const taken = new Set<string>();
      for (const panel of panels) {
        const { x, y, w, h } = gridOf(panel);
        for (let row = y; row < y + h; row += 1) {
          for (let col = x; col < x + w; col += 1) {
            assert.ok(col < 24 && row < SCREEN_ROWS, `panel "${panel.title}" leaves the screen`);
            assert.ok(!taken.has(`${col},${row}`), `panel "${panel.title}" covers another one`);
            taken.add(`${col},${row}`);
          }
        }
      }
      assert.equal(taken.size, 24 * SCREEN_ROWS);
    });

    test(`${name}: each panel asks the data source "vigie" for one dataset`, () => {
      for (const panel of panels) {
        const [target, ...more] = panel.targets as unknown as { dataset: string; datasource: unknown }[];
        assert.equal(more.length, 0, panel.title);
        assert.deepEqual(target?.datasource, { type: 'agitel-vigie-datasource', uid: 'vigie' });
        assert.match(target?.dataset ?? '', /^[a-z]+\.[a-z_]+$/);
      }
      assert.equal(new Set(panels.map((panel) => panel.id)).size, panels.length);
    });

    test(`${name}: cannot be edited, refreshes every 2 minutes, follows the organisation's time zone`, () => {
      assert.equal(dashboard.editable, false);
      assert.equal(dashboard.refresh, '2m');
      assert.equal(dashboard.timezone, '');
      assert.deepEqual(dashboard.tags, ['vigie']);
    });

    test(`${name}: no link hides in the menu of controls`, () => {
      for (const link of dashboard.links ?? []) {
        assert.ok(!('placement' in link), link.title);
      }
    });

    test(`${name}: links lead to pages that exist, and to both modes of the screens`, () => {
      const urls = (dashboard.links ?? []).flatMap(({ url }) => (url ? [url] : []));
      const known = Object.values<string>(PAGES);
      for (const url of urls.filter((each) => !each.startsWith('/playlists/'))) {
        assert.ok(known.includes(/^\/d\/([\w-]+)(?:\?|$)/.exec(url)?.[1] ?? ''), url);
      }
      assert.ok(urls.includes(`/playlists/play/${PLAYLIST_UID}?kiosk&autofitpanels&hideLogo`));
      assert.ok(urls.includes(`/d/${dashboard.uid}?kiosk&autofitpanels&hideLogo&refresh=2m`));
    });
  }

  test(`${language}: the board shows both classes by priority, in the words and colours of the list`, () => {
    const byPriority = panelsOf(board(language)).filter((panel) => targetOf(panel).dataset === 'tickets.by_priority');
    assert.deepEqual(
      byPriority.map((panel) => targetOf(panel).params['class']),
      ['open', 'pending']
    );
    for (const panel of byPriority) {
      assert.equal(panel.type, 'agitel-vigie-list-panel');
      assert.deepEqual((panel.options as { columns: string[] }).columns, ['priority', 'percent', 'count']);
    }
  });

  test(`${language}: the panels of the office screens have no title of Grafana, which stays at 14 px`, () => {
    for (const panel of [board(language), clients(language)].flatMap(panelsOf)) {
      assert.equal(panel.title ?? '', '');
    }
  });

  test(`${language}: the clients page has the three parts side by side, each asked for by its place, with a link of its own`, () => {
    const page = clients(language);
    const parts = panelsOf(page).filter((panel) => panel.type === 'agitel-vigie-clients-panel');
    assert.deepEqual(
      parts.map((panel) => targetOf(panel).params),
      [{ position: 1 }, { position: 2 }, { position: 3 }]
    );
    assert.equal(new Set(parts.map((panel) => gridOf(panel).y)).size, 1);
    assert.equal(new Set(parts.map((panel) => gridOf(panel).w)).size, 1);
    const tabs = (page.links ?? []).map((link) => link.url).filter((url) => url?.startsWith('/d/vigie-part'));
    assert.deepEqual(
      tabs,
      ['part1', 'part2', 'part3'].map((part) => `/d/vigie-part?var-queue=\${${part}}`)
    );
  });
}

test('home page and playlist of `vigie grafana apply` are pages that exist', () => {
  const uids = ticketPages('fr').map((dashboard) => dashboard.uid);
  assert.ok(uids.includes(HOME_PAGE));
  assert.deepEqual(
    SCREEN_PAGES.filter((page) => !uids.includes(page)),
    []
  );
});

test('the organisations of the screens and of the boards have every page', () => {
  const uids = ticketPages('fr').map((dashboard) => dashboard.uid);
  assert.deepEqual([...WANTED.screens].sort(), [...uids].sort());
  assert.deepEqual([...WANTED.board].sort(), [...uids].sort());
});

for (const language of LANGUAGES) {
  test(`${language}: each figure that calls for attention leads to a list that the page of these lists can choose`, () => {
    const panel = panelsOf(board(language)).find((each) => targetOf(each).dataset === 'tickets.attention');
    const urls = (panel?.fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
      properties.filter(({ id }) => id === 'links').map(({ value }) => (value as { url: string }[])[0]?.url)
    );
    const [variable] = attentionPage(language).templating?.list ?? [];
    assert.deepEqual(
      urls,
      (variable?.options ?? []).map(({ value }) => `/d/vigie-attention?var-attention=${String(value)}`)
    );
    assert.equal(urls.length, 4);
  });
}

test('English pages name in English what rows say in French, and French ones say it as it is', () => {
  const textOf = (language: Language, uid: string, panelName: string, column: string, value: string) => {
    const dashboard = [...ticketPages(language), ownTicketsPage(language)].find((one) => one.uid === uid)!;
    const panel = panelsOf(dashboard).find(({ id }) => id === panelId(panelName));
    assert.ok(panel, panelName);
    const properties = (panel.fieldConfig?.overrides ?? [])
      .filter(({ matcher }) => matcher.options === column)
      .flatMap((override) => override.properties as { id: string; value: unknown }[]);
    const mappings = properties.find(({ id }) => id === 'mappings')?.value as
      { options: Record<string, { text: string }> }[] | undefined;
    return mappings?.[0]?.options[value]?.text ?? value;
  };
  for (const [uid, panelName, column, fr, en] of [
    ['vigie-part', 'overdue-tickets', 'technician', 'Non assigné', 'Unassigned'],
    ['vigie-history', 'technicians', 'technician', 'Non assigné', 'Unassigned'],
    ['vigie-history', 'closed-per-technician', 'technician', 'Non assigné', 'Unassigned'],
    ['vigie-tickets', 'own-tickets', 'title', '(sans titre)', '(untitled)'],
    ['vigie-board', 'latest-alerts', 'title', '(sans titre)', '(untitled)'],
    ['vigie-client', 'ageing', 'bucket', '> 10 j', '> 10 d'],
  ] as const) {
    assert.equal(textOf('fr', uid, panelName, column, fr), fr, panelName);
    assert.equal(textOf('en', uid, panelName, column, fr), en, panelName);
  }
});

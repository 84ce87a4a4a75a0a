import assert from 'node:assert/strict';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

import stringWidth from 'string-width';

import type { Answer, AnswerRow } from '../frame.ts';
import { paintColours, paintNothing } from '../terminal/text/paint.ts';
import { renderBoard } from './board.ts';
import type { BoardData } from './data.ts';
import { BOARD_TEXTS, duration, LANGUAGES } from './texts.ts';
import { createView } from './view.ts';

function answer(dataset: string, rows: AnswerRow[]): Answer {
  const columns = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: 'string', unit: null }));
  return { dataset, columns, rows, source: { readAt: null, ageSeconds: null, state: null }, notices: [] };
}

const ticket = (
  id: number,
  title: string | null,
  client: string,
  priority: string,
  created: string | null
): AnswerRow => ({
  id: String(id),
  title,
  client,
  priority,
  created,
  url: null,
});

const priorities = (...counts: [string, number, number][]): AnswerRow[] =>
  counts.map(([priority, count, percent]) => ({ priority, count, share: percent / 100, percent }));

const DATA: BoardData = {
  summary: answer('tickets.summary', [
    {
      total: 1284,
      open: 1012,
      pending: 272,
      impact_major: 7,
      impact_minor: 31,
      impact_none: 1246,
      first_response_mean_s: 5_040,
      first_response_median_s: 2_400,
      first_response_p90_s: 183_600,
      unanswered: 12,
    },
  ]),
  latestOpen: answer('tickets.latest', [
    ticket(1042, 'Imprimante du comptoir hors service', 'Pimkie', 'Haute', '2024-07-23T07:41:00Z'),
    ticket(
      1041,
      'Accès VPN refusé depuis la mise à jour du pare-feu de mardi soir, plusieurs sites',
      'BASH',
      'Critique',
      '2024-07-23T07:02:00Z'
    ),
    ticket(1040, '東京オフィスのプリンターが動かない', 'Valeor', 'Moyenne', '2024-07-22T16:20:00Z'),
    ticket(998, null, 'Hôtel de la Trémoille', 'Non renseignée', null),
  ]),
  latestPending: answer('tickets.latest', [
    ticket(871, 'Devis portable \u001b[31mrouge\u001b[0m\nsuite', 'April', 'Faible', '2024-07-21T09:00:00Z'),
  ]),
  openByPriority: answer(
    'tickets.by_priority',
    priorities(['Faible', 253, 25], ['Moyenne', 506, 50], ['Haute', 202, 20], ['Critique', 51, 5])
  ),
  pendingByPriority: answer(
    'tickets.by_priority',
    priorities(['Faible', 272, 100], ['Moyenne', 0, 0], ['Haute', 0, 0], ['Critique', 0, 0])
  ),
  latestAlerts: answer('alerts.latest', [
    {
      id: '77',
      title: 'Disque C: presque plein (96 %)',
      client: 'CASI PSE',
      device: 'SRV-FICHIERS-01',
      created: '2024-07-23T05:12:00Z',
    },
  ]),
  status: {
    version: '0.1.0',
    now: '2024-07-23T08:00:00.000Z',
    clock: { fixed: true },
    timezone: 'Europe/Paris',
    token: { name: 'local', scopes: [] },
    sources: [
      {
        source: 'atera',
        kind: 'atera',
        state: 'late',
        readAt: '2024-07-23T07:55:00.000Z',
        ageSeconds: 300,
        rowsRead: 1284,
        rowsAnnounced: 1284,
        error: 'Atera answers 503 to every request. The last good data stay on screen.',
        errorText: {
          fr: 'Atera répond 503 à chaque requête. Les dernières données valables restent affichées.',
          en: 'Atera answers 503 to every request. The last good data stay on screen.',
        },
        warnings: [],
        keyExpiresAt: null,
        reconciledAt: '2024-07-23T07:50:00.000Z',
        reconcileAgeSeconds: 600,
        fullReadDone: false,
      },
    ],
    findings: [
      {
        code: 'unmapped_status',
        severity: 'warning',
        value: 'En cours',
        count: 3,
        text: {
          fr: 'Statut inconnu « En cours » : 3 tickets comptés comme ouverts.',
          en: 'Unknown status "En cours": 3 tickets count as open.',
        },
      },
    ],
  },
};

const golden = (t: TestContext, name: string, lines: string[]): void =>
  t.assert.fileSnapshot(`${lines.join('\n')}\n`, join(import.meta.dirname, 'testdata', name), {
    serializers: [(text: string) => text],
  });

test('the board in French at 120 columns', (t) => {
  golden(t, 'board-fr-120.txt', renderBoard(DATA, createView('fr-FR', 120, paintNothing, 'Europe/Paris')));
});

test('the board in English at 80 columns', (t) => {
  golden(t, 'board-en-80.txt', renderBoard(DATA, createView('en-US', 80, paintNothing, 'Europe/Paris')));
});

test('no line is wider than the terminal, wide characters and colours included', () => {
  for (const language of LANGUAGES) {
    for (let columns = 80; columns <= 160; columns++) {
      for (const paint of [paintNothing, paintColours]) {
        for (const line of renderBoard(DATA, createView(language, columns, paint, 'Europe/Paris'))) {
          assert.ok(stringWidth(line) <= columns, `${stringWidth(line)} > ${columns}: ${line}`);
        }
      }
    }
  }
});

test('every framed line ends at the right edge', () => {
  const lines = renderBoard(DATA, createView('fr-FR', 133, paintNothing, 'Europe/Paris'));
  const framed = lines.filter((line) => /^[╭│╰]/.test(line));
  assert.equal(framed.length, 20);
  assert.deepEqual(
    framed.filter((line) => stringWidth(line) !== 133),
    []
  );
});

test('a title cannot send escape sequences to the terminal', () => {
  const text = renderBoard(DATA, createView('fr-FR', 120, paintNothing, 'Europe/Paris')).join('\n');
  assert.ok(!text.includes('\u001b'));
});

test('an empty board says so', () => {
  const empty = answer('', []);
  const data: BoardData = {
    ...DATA,
    latestOpen: empty,
    latestPending: empty,
    latestAlerts: empty,
    status: { ...DATA.status, sources: [], findings: [] },
  };
  const text = renderBoard(data, createView('fr-FR', 100, paintNothing, 'Europe/Paris')).join('\n');
  assert.equal(text.match(/Rien à afficher/g)?.length, 3);
  assert.match(text, /Aucune source connectée/);
});

test('durations use their two largest units', () => {
  const texts = BOARD_TEXTS['fr-FR'];
  const cases: [number | null, string][] = [
    [null, '–'],
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [3599, '59 min'],
    [3600, '1 h 00'],
    [3900, '1 h 05'],
    [86_399, '23 h 59'],
    [86_400, '1 j 0 h'],
    [183_600, '2 j 3 h'],
  ];
  for (const [seconds, expected] of cases) {
    assert.equal(duration(seconds, texts), expected);
  }
});

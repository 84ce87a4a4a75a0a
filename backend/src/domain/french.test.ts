import assert from 'node:assert/strict';
import { test } from 'node:test';

import { VARIABLES } from '../config/environment/variables.ts';
import { FAILURE_SENTENCES } from '../counters/connection/failures/sentences.ts';
import { NOTICE_TEXTS } from '../datasets/notices/notice-texts.ts';
import { EMBEDDED, POSTGRES } from '../store/driver/failures/sentences.ts';
import { STORE_TEXTS } from '../store/driver/failures/store-errors.ts';
import { HTTP_TEXTS } from '../upstreams/http/texts.ts';
import { BusyError } from './busy-error.ts';
import type { LocalizedText } from './tickets/labels.ts';

const at = new Date('2026-03-10T12:00:00Z');
const text: LocalizedText = { fr: 'du texte', en: 'some text' };
const place = { address: 'db:5432', host: 'db', role: 'vigie', database: 'vigie' };

/** Arguments of each notice; a notice without an entry fails to compile. */
const NOTICES: { [Name in keyof typeof NOTICE_TEXTS]: Parameters<(typeof NOTICE_TEXTS)[Name]> } = {
  late: ['atera', 150],
  down: ['atera', 150],
  neverRead: ['atera'],
  reading: ['atera', 1, 2],
  sourceWarning: ['atera', text],
  incomplete: ['atera', 10, 2],
  noSource: [],
  snapshot: [at, 'Europe/Paris'],
  noSnapshot: [at, 'Europe/Paris'],
  ticketsFrom: ['2026-03-01', 90],
  longestPeriod: ['2026-03-01', 2],
  businessClock: ['SUPPORT', text],
  lastGood: [90, undefined],
  storeAway: [90],
  unknownTimezone: ['Etc/Unknown', 'Europe/Paris'],
  fixedClock: [at],
};

const TABLES: Record<string, LocalizedText[]> = {
  'notices of panels': Object.entries(NOTICES).map(([name, given]) =>
    (NOTICE_TEXTS[name as keyof typeof NOTICE_TEXTS] as (...all: unknown[]) => LocalizedText)(...given)
  ),
  'failures of the counters database': Object.values(FAILURE_SENTENCES),
  'failures of the store, on screens': Object.values(STORE_TEXTS),
  'failures of PostgreSQL': Object.values(POSTGRES).map((sentence) => sentence(place)),
  'failures of the embedded store': Object.values(EMBEDDED).map((sentence) => sentence('/var/lib/vigie')),
  'failures of upstreams': Object.values(HTTP_TEXTS).map((sentence) => sentence('Odoo')),
  'values that a variable may have': Object.values(VARIABLES).map(({ type }) => type.expected),
  'refusals in busy times': (['queue_full', 'waited_too_long', 'late'] as const).map(
    (each) => new BusyError(each).text
  ),
};

for (const [name, texts] of Object.entries(TABLES)) {
  test(`says each of the ${name} in French, with typographic apostrophes`, () => {
    assert.ok(texts.length > 0);
    for (const { fr, en } of texts) {
      assert.notEqual(fr, en);
      assert.notEqual(fr.trim(), '');
      assert.doesNotMatch(fr, /\p{L}'\p{L}/u, fr);
    }
  });
}

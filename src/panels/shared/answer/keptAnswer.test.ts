import { LoadingState, type PanelData } from '@grafana/data';

import { answerOf, frameOf } from '../../test/panelProps';
import { createKeptAnswer } from './keptAnswer';

const FRAME = frameOf([{ name: 'source', type: 'string', values: ['atera'] }]);
const GOOD = answerOf([FRAME], { endTime: 1 });

/** A request that came to nothing. */
const nothing = (changes: Partial<PanelData> = {}): PanelData => ({ ...answerOf([], { endTime: 2 }), ...changes });

it.each([
  ['does not answer', nothing()],
  ['says that Vigie does not', nothing({ state: LoadingState.Error, errors: [{ status: 503, message: 'away' }] })],
  ['is still asked', nothing({ state: LoadingState.Loading })],
])('keeps the rows, and when they came, while Grafana %s', (_name, data) => {
  const kept = createKeptAnswer();
  kept.shown(GOOD, 'q');
  expect(kept.shown(data, 'q')).toEqual({ ...data, series: GOOD.series, request: GOOD.request });
  expect(kept.shown(data, 'q').series).toEqual(GOOD.series);
});

it.each([401, 403, 400])('takes the rows away after a refusal with %s, for good', (status) => {
  const kept = createKeptAnswer();
  kept.shown(GOOD, 'q');
  const refused = nothing({ state: LoadingState.Error, errors: [{ status, message: 'no' }] });
  expect(kept.shown(refused, 'q')).toBe(refused);
  expect(kept.shown(nothing(), 'q').series).toEqual([]);
});

it('takes the rows of another question away', () => {
  const kept = createKeptAnswer();
  kept.shown(GOOD, 'q');
  expect(kept.shown(nothing(), 'other').series).toEqual([]);
});

it('shows an answer without rows as it is', () => {
  const kept = createKeptAnswer();
  kept.shown(GOOD, 'q');
  const empty = answerOf([frameOf([{ name: 'source', type: 'string', values: [] }])]);
  expect(kept.shown(empty, 'q')).toEqual(empty);
});

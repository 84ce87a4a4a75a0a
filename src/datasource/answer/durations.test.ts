import { FieldType, toDataFrame } from '@grafana/data';

import { withDisplayTexts } from './displayTexts';
import { withDurationsAsked } from './durations';

const FRAME = toDataFrame({
  refId: 'A',
  fields: [
    { name: 'day', type: FieldType.time, values: [1, 2, 3] },
    { name: 'mean_s', type: FieldType.number, values: [7500, null, 248_400], config: { unit: 's', custom: { a: 1 } } },
    { name: 'count', type: FieldType.number, values: [3, 0, 4], config: { unit: 'short' } },
  ],
});

const query = { refId: 'A', dataset: 'tickets.first_response', params: {} };

it('gives the durations of a query in hours that asks for them, and leaves everything else', () => {
  const [frame] = withDurationsAsked({ targets: [{ ...query, durationsIn: 'h' }] }, [FRAME]);
  const [day, mean, count] = frame!.fields;
  expect(mean!.values).toEqual([7500 / 3600, null, 69]);
  expect(mean!.config).toEqual({ unit: 'h', custom: { a: 1 } });
  expect([day, count]).toEqual([FRAME.fields[0], FRAME.fields[2]]);
});

it('leaves the durations of the other queries of a panel in seconds', () => {
  const targets = [query, { ...query, refId: 'B', durationsIn: 'h' as const }];
  expect(withDurationsAsked({ targets }, [FRAME])).toEqual([FRAME]);
});

it('keeps their texts to the second, whatever the division does to them', () => {
  const seconds = [7, 59, 3599, 7199, 86_399, 1_000_001];
  const frame = toDataFrame({
    refId: 'A',
    fields: [{ name: 'p90_s', type: FieldType.number, values: seconds, config: { unit: 's' } }],
  });
  const textsOf = (shown: typeof frame) =>
    withDisplayTexts(shown, 'fr').fields[0]!.config.mappings!.flatMap(({ options }) =>
      Object.values(options as Record<string, { text: string }>).map(({ text }) => text)
    );
  const [inHours] = withDurationsAsked({ targets: [{ ...query, durationsIn: 'h' }] }, [frame]);
  expect(textsOf(inHours!).sort()).toEqual(textsOf(frame).sort());
  expect(textsOf(inHours!)).toContain('1\u00a0h 59\u00a0min');
});

import {
  createTheme,
  type FieldConfig,
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  MappingType,
  toDataFrame,
} from '@grafana/data';

import { takesDisplayTexts, withDisplayTexts } from './displayTexts';

/** What a panel shows for each value of a column. */
function shown(values: unknown[], config: FieldConfig, language = 'fr', type = FieldType.number) {
  const frame = toDataFrame({ fields: [{ name: 'figure', type, values, config }] });
  const [field] = withDisplayTexts(frame, language).fields;
  const display = getDisplayProcessor({ field: field!, theme: createTheme() });
  return values.map((value) => formattedValueToString(display(value)).replace(/[\u00a0\u202f]/g, ' '));
}

it.each([
  ['short', [12_635, 0, 7], ['12 635', '0', '7']],
  ['s', [2_785_059, 2110], ['32 j 5 h', '35 min 10 s']],
  ['ms', [350, 1250], ['350 ms', '1,3 s']],
  ['percent', [33.4, 100, -5.06], ['33,4 %', '100,0 %', '-5,1 %']],
  ['percentunit', [0.334], ['33,4 %']],
])('writes figures of the unit "%s" in French', (unit, values, texts) => {
  expect(shown(values, { unit })).toEqual(texts);
});

it('writes them in English for everybody else', () => {
  expect(shown([12_635], { unit: 'short' }, 'en')).toEqual(['12,635']);
});

it('leaves the number beneath as it is, and the colour to the thresholds', () => {
  const frame = toDataFrame({
    fields: [{ name: 'figure', type: FieldType.number, values: [12_635], config: { unit: 'short', custom: { a: 1 } } }],
  });
  const [field] = withDisplayTexts(frame, 'fr').fields;
  expect(field!.values).toEqual([12_635]);
  expect(field!.config.custom).toEqual({ a: 1 });
  const display = getDisplayProcessor({ field: field!, theme: createTheme() })(12_635);
  expect(display.numeric).toBe(12_635);
  expect(field!.config.mappings).toEqual([
    { type: MappingType.ValueToText, options: { 12635: { text: display.text } } },
  ]);
});

it('leaves texts, times, units it does not know and missing figures alone', () => {
  expect(shown(['12635'], {}, 'fr', FieldType.string)).toEqual(['12635']);
  expect(shown([12_635], { unit: 'none' })).toEqual(['12635']);
  expect(shown([12_635], {})).toEqual(['12635']);
  expect(shown([null, NaN], { unit: 'short', noValue: '–' })).toEqual(['–', 'NaN']);
});

it('comes after mappings that a frame brings', () => {
  const own = { type: MappingType.ValueToText as const, options: { 0: { text: 'aucun' } } };
  expect(shown([0, 1500], { unit: 'short', mappings: [own] })).toEqual(['aucun', '1 500']);
});

it.each([
  ['table', undefined, true],
  ['stat', undefined, true],
  ['timeseries', undefined, true],
  [undefined, undefined, true],
  ['barchart', undefined, false],
  ['barchart', true, true],
  ['state-timeline', undefined, false],
  ['status-history', undefined, false],
])('is for the panel "%s", its legend hidden: %s: %s', (panelPluginId, legendHidden, taken) => {
  const targets = [{ refId: 'A', dataset: 'counters.top_sites', params: {}, legendHidden }];
  expect(takesDisplayTexts({ panelPluginId, targets })).toBe(taken);
});

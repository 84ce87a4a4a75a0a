import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

/*
 * How the board writes figures. To be used in overrides: the unit a column brings from its dataset wins over the
 * defaults of a panel. The figures of a dataset bring their texts along (`12 635`, `33,4 %`, `32 j 5 h`: the data source
 * writes them in the reader's language), so units show only in what a panel works out itself: axes, sums.
 */

/** All digits: 1234, where Grafana's `short` would say 1.23 K. */
export const COUNT: DynamicConfigValue[] = [
  { id: 'unit', value: 'none' },
  { id: 'decimals', value: 0 },
];

/** A count that a panel adds up by itself or writes on an axis, in the language of the browser. */
export const LOCAL_COUNT: DynamicConfigValue[] = [
  { id: 'unit', value: 'locale' },
  { id: 'decimals', value: 0 },
];

/** Hours, minutes and seconds (`51:07:09`): the one duration unit of Grafana without English words. */
export const DURATION: DynamicConfigValue[] = [{ id: 'unit', value: 'dthms' }];

/** Hours as they stand on an axis (`60 h`); Grafana's own unit would write "2.5 days". */
export const HOURS: DynamicConfigValue[] = [{ id: 'unit', value: 'suffix:h' }];

/** 0 to 100 with the one decimal that makes the percentages of a panel add up to 100.0. */
export const PERCENT: DynamicConfigValue[] = [
  { id: 'unit', value: 'percent' },
  { id: 'decimals', value: 1 },
];

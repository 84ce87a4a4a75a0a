import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

/** A relative change in percent with its sign: `+3.1%`. */
export const CHANGE: DynamicConfigValue[] = [
  { id: 'unit', value: 'percent' },
  { id: 'decimals', value: 1 },
];

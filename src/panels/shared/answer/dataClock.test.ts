import { toDataFrame } from '@grafana/data';

import { dataClockOffset } from './dataClock';

const ANSWERED = Date.parse('2026-03-12T08:00:00Z');

function dataWith(custom: object | undefined, times: object = { endTime: ANSWERED }) {
  const series = [toDataFrame({ fields: [], meta: custom && { custom } })];
  return { series, request: times } as unknown as Parameters<typeof dataClockOffset>[0];
}

describe('the difference of the clocks', () => {
  it('is what the backend says now is, less when the answer came', () => {
    expect(dataClockOffset(dataWith({ readAt: '2026-03-12T10:59:30Z', ageSeconds: 30 }))).toBe(3 * 3_600_000);
    expect(dataClockOffset(dataWith({ readAt: '2026-03-12T06:00:00Z', ageSeconds: 0 }))).toBe(-2 * 3_600_000);
  });

  it('is none within the precision of the age', () => {
    expect(dataClockOffset(dataWith({ readAt: '2026-03-12T07:59:28Z', ageSeconds: 30 }))).toBe(0);
  });

  it('is none where the data does not tell', () => {
    expect(dataClockOffset(dataWith(undefined))).toBe(0);
    expect(dataClockOffset(dataWith({ readAt: null, ageSeconds: null }))).toBe(0);
    expect(dataClockOffset(dataWith({ readAt: '2026-03-12T10:59:30Z', ageSeconds: 30 }, {}))).toBe(0);
    expect(dataClockOffset({ series: [] })).toBe(0);
  });
});

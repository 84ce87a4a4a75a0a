import { isWithin, parseHours, type Weekday } from './hours';

const PARIS = 'Europe/Paris';
const WEEK: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

function soundsAt(instant: string, hours: string, days: Weekday[] = [], timeZone = PARIS): boolean {
  return isWithin(Date.parse(instant), parseHours(hours)!, days, timeZone);
}

it.each([
  ['before they begin', '2026-03-12T06:59:59Z', false],
  ['at their first minute', '2026-03-12T07:00:00Z', true],
  ['in their last one', '2026-03-12T17:59:59Z', true],
  ['at their end', '2026-03-12T18:00:00Z', false],
])('counts hours in the zone of the dashboard, %s', (_, instant, expected) => {
  expect(soundsAt(instant, '08:00-19:00')).toBe(expected);
});

it('follows daylight saving time', () => {
  expect(soundsAt('2026-07-01T06:30:00Z', '08:00-19:00')).toBe(true);
  expect(soundsAt('2026-01-07T06:30:00Z', '08:00-19:00')).toBe(false);
});

it.each([
  ['on the evening', '2026-03-13T22:30:00Z', true],
  // Saturday morning in Paris; the span began on Friday.
  ['after midnight', '2026-03-14T04:59:00Z', true],
  ['after their end', '2026-03-14T05:00:00Z', false],
  ['on the evening of a day without them', '2026-03-14T22:30:00Z', false],
  ['on the morning after a day without them', '2026-03-16T03:00:00Z', false],
])('goes over midnight %s', (_, instant, expected) => {
  expect(soundsAt(instant, '22:00-06:00', WEEK)).toBe(expected);
});

it('leaves days out, goes from Sunday into Monday, and knows several spans', () => {
  expect(soundsAt('2026-03-14T10:00:00Z', '08:00-19:00', WEEK)).toBe(false);
  expect(soundsAt('2026-03-16T01:00:00Z', '22:00-06:00', ['sunday'])).toBe(true);
  expect(soundsAt('2026-03-12T12:00:00Z', '08:00-12:00, 14:00-18:00', WEEK)).toBe(false);
  expect(soundsAt('2026-03-12T13:00:00Z', '08:00-12:00, 14:00-18:00', WEEK)).toBe(true);
});

it('is the whole day for an empty text, and up to midnight for 24:00', () => {
  expect(soundsAt('2026-03-12T23:30:00Z', '')).toBe(true);
  expect(soundsAt('2026-03-12T22:59:00Z', '20:00-24:00')).toBe(true);
  expect(soundsAt('2026-03-12T23:00:00Z', '20:00-24:00')).toBe(false);
});

it.each([
  '8',
  '08:00',
  '08:00-',
  '25:00-26:00',
  '08:60-09:00',
  '08:00-08:00',
  '24:00-06:00',
  'always',
  '08:00-12:00,x',
])('refuses %p', (text) => {
  expect(parseHours(text)).toBeUndefined();
});

import assert from 'node:assert/strict';
import test from 'node:test';

import { expressionProblem, occurrencesOf } from './cron.ts';

const iso = (dates: readonly (Date | undefined)[]) => dates.map((date) => date?.toISOString());

function between(expression: string, timezone: string, after: string, until: string) {
  return iso(occurrencesOf({ expression, timezone }).between(new Date(after), new Date(until)));
}

test('a time that the clocks skip comes once, when they would have shown it without the change', () => {
  assert.deepEqual(between('30 2 * * *', 'Europe/Paris', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'), [
    '2026-03-29T01:30:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
  assert.deepEqual(between('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', '2026-03-09T12:00:00Z'), [
    '2026-03-08T07:30:00.000Z',
    '2026-03-09T06:30:00.000Z',
  ]);
  // Here the clocks skip midnight itself.
  assert.deepEqual(between('0 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', '2026-09-07T12:00:00Z'), [
    '2026-09-06T04:00:00.000Z',
    '2026-09-07T03:00:00.000Z',
  ]);
});

test('a time that the clocks show twice comes once, the first time', () => {
  assert.deepEqual(between('30 2 * * *', 'Europe/Paris', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'), [
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
  // Half an hour, in a zone that is half an hour off.
  assert.deepEqual(between('45 1 * * *', 'Australia/Lord_Howe', '2026-04-03T16:00:00Z', '2026-04-05T16:00:00Z'), [
    '2026-04-04T14:45:00.000Z',
    '2026-04-05T15:15:00.000Z',
  ]);
});

test('the wall clock stays the same over a change, in each zone', () => {
  for (const timezone of ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'UTC', 'Pacific/Auckland']) {
    const times = occurrencesOf({ expression: '0 7 * * *', timezone }).between(
      new Date('2026-01-01T00:00:00Z'),
      new Date('2027-01-01T00:00:00Z')
    );
    assert.equal(times.length, 365, timezone);
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
    assert.deepEqual(new Set(times.map((time) => clock.format(time))), new Set(['07:00']), timezone);
  }
});

test('a schedule of minutes names no instant twice on the day of a change', () => {
  for (const day of ['2026-03-29', '2026-10-25']) {
    const times = between('*/15 * * * *', 'Europe/Paris', `${day}T00:00:00Z`, `${day}T04:00:00Z`);
    assert.equal(new Set(times).size, times.length);
    assert.deepEqual(times, times.toSorted());
  }
});

test('between leaves out its start, holds its end, and stops at a limit', () => {
  assert.deepEqual(between('0 * * * *', 'UTC', '2026-01-01T10:00:00Z', '2026-01-01T12:00:00Z'), [
    '2026-01-01T11:00:00.000Z',
    '2026-01-01T12:00:00.000Z',
  ]);
  const hourly = occurrencesOf({ expression: '0 * * * *', timezone: 'UTC' });
  assert.equal(hourly.between(new Date('2026-01-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z'), 3).length, 3);
});

test('next and last meet at an occurrence, over years without one', () => {
  const leapDay = occurrencesOf({ expression: '0 7 29 2 *', timezone: 'Europe/Paris' });
  assert.deepEqual(iso([leapDay.next(new Date('2096-03-01T00:00:00Z'))]), ['2104-02-29T06:00:00.000Z']);
  assert.deepEqual(iso([leapDay.last(new Date('2104-02-28T00:00:00Z'))]), ['2096-02-29T06:00:00.000Z']);
  const due = new Date('2026-12-01T06:00:00Z');
  const monthly = occurrencesOf({ expression: '0 7 1 * *', timezone: 'Europe/Paris' });
  assert.deepEqual(monthly.last(due), due);
  assert.deepEqual(iso([monthly.next(due)]), ['2027-01-01T06:00:00.000Z']);
});

test('a day of the month and a weekday must both hold, and the last day of a month has a letter', () => {
  assert.deepEqual(between('0 7 1-7 * 1', 'UTC', '2026-12-01T00:00:00Z', '2027-01-31T00:00:00Z'), [
    '2026-12-07T07:00:00.000Z',
    '2027-01-04T07:00:00.000Z',
  ]);
  assert.deepEqual(between('0 7 L * *', 'UTC', '2026-02-01T00:00:00Z', '2026-03-31T23:00:00Z'), [
    '2026-02-28T07:00:00.000Z',
    '2026-03-31T07:00:00.000Z',
  ]);
});

test('refuses an expression with a sentence that names the field', () => {
  const problem = (expression: string) => expressionProblem(expression)?.en ?? '';
  assert.match(problem('99 7 * * *'), /is not a cron expression: minute "99"/);
  assert.match(problem('0 7 * * xyz'), /day of week "xyz"/);
  for (const wrong of ['', '@daily', '* * * *', '0 0 7 * * *', '0 7 1']) {
    assert.match(problem(wrong), /must have five fields/, wrong);
  }
  assert.match(problem('0 0 31 2 *'), /day of month "31"/);
  for (const right of ['0 7 1 * *', '*/5 8-18 * * 1-5', '0 7 1,15 jan,feb *', '30 2 L * *', '0 7 * * 7']) {
    assert.equal(expressionProblem(right), undefined, right);
  }
});

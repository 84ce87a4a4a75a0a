import type { Memory } from './memory';
import { noticed } from './novelty';
import type { Sighting } from './sighting';

const NOW = Date.parse('2026-03-12T09:00:00Z');
const MINUTE = 60_000;

/** A ticket of a list of the newest ones. */
function ticket(id: number, holds: boolean, createdMinutesAgo: number): Sighting {
  const name = String(id);
  const instant = NOW - createdMinutesAgo * MINUTE;
  return { row: name, ticket: name, reason: 'critical', key: `critical ${name}`, holds, instant, title: name };
}

/** A due date that is so many minutes ahead. */
function due(id: number, inMinutes: number, now = NOW): Sighting {
  const name = String(id);
  return {
    row: name,
    ticket: name,
    reason: 'breached',
    key: `breached resolution ${name}`,
    holds: NOW + inMinutes * MINUTE < now,
    instant: NOW + inMinutes * MINUTE,
    title: name,
  };
}

/** What is signalled at each of some looks at a list, two minutes apart. */
function looks(...answers: Sighting[][]): string[][] {
  let memory: Memory = { seen: {}, looks: {} };
  return answers.map((sightings, index) => {
    const found = noticed(memory, 'newest', sightings, NOW + 2 * index * MINUTE);
    memory = found.memory;
    return found.signals.map(({ key }) => key);
  });
}

const OLD = [ticket(9, false, 10), ticket(8, true, 20), ticket(7, false, 30), ticket(6, false, 40)];

it('says nothing at the first look, then each new critical ticket once', () => {
  const newer = [ticket(10, true, -1), ...OLD.slice(0, 3)];
  expect(looks(OLD, newer, newer)).toEqual([[], ['critical 10'], []]);
});

it('says nothing of a new ticket that is not critical, until it becomes so', () => {
  expect(looks(OLD, [ticket(10, false, -1), ...OLD], [ticket(10, true, -1), ...OLD])).toEqual([
    [],
    [],
    ['critical 10'],
  ]);
});

it('says nothing of old tickets that come up because others left', () => {
  expect(looks(OLD, [...OLD.slice(1), ticket(5, true, 50)])).toEqual([[], []]);
});

it('knows a late arrival whose creation lies among those seen', () => {
  expect(looks(OLD, [OLD[0]!, ticket(100, true, 15), OLD[1]!, OLD[2]!])).toEqual([[], ['critical 100']]);
});

it('says what comes into a list that had room, however old it is', () => {
  expect(looks([], [ticket(1, true, 5000)])).toEqual([[], ['critical 1']]);
  expect(looks(OLD, [...OLD, ticket(1, true, 5000)])).toEqual([[], ['critical 1']]);
});

it('says nothing again when a ticket was calm in between, or away', () => {
  const calm = OLD.map((each) => ({ ...each, holds: false }));
  expect(looks(OLD, calm, OLD, [], OLD)).toEqual([[], [], [], [], []]);
});

it('says each due date that passes', () => {
  const at = (minutes: number) => [due(1, -60), due(2, 1, NOW + minutes * MINUTE), due(3, 30, NOW + minutes * MINUTE)];
  expect(looks(at(0), at(2), at(4))).toEqual([[], ['breached resolution 2'], []]);
});

it('says a due date that passed between two looks though its ticket was further down the list', () => {
  const now = NOW + 2 * MINUTE;
  expect(looks([due(1, -60), due(2, -50)], [due(2, -50), due(3, 1, now)])).toEqual([[], ['breached resolution 3']]);
  // Past due long before, it only comes up.
  expect(looks([due(1, -60), due(2, -50)], [due(2, -50), due(3, -40)])).toEqual([[], []]);
});

it('tells the first look at another list from the first one of all', () => {
  const first = noticed({ seen: {}, looks: {} }, 'newest', OLD, NOW);
  const other = noticed(first.memory, 'of one client', [ticket(50, true, -1), OLD[0]!], NOW);
  expect(other.signals).toEqual([]);
});

it('says what two lists hold once', () => {
  let { memory } = noticed({ seen: {}, looks: {} }, 'newest', OLD, NOW);
  ({ memory } = noticed(memory, 'of one client', OLD, NOW));
  const fresh = [ticket(10, true, -1), ...OLD];
  const first = noticed(memory, 'newest', fresh, NOW + MINUTE);
  const second = noticed(first.memory, 'of one client', fresh, NOW + MINUTE);
  expect([first.signals, second.signals].map(({ length }) => length)).toEqual([1, 0]);
});

import { readMemory, writeMemory } from './memory';

const NOW = Date.parse('2026-03-12T09:00:00Z');
const DAY = 86_400_000;

afterEach(() => {
  jest.restoreAllMocks();
  localStorage.clear();
});

it('keeps what was seen, and forgets it after 30 days', () => {
  const memory = {
    seen: { new: { at: NOW - 29 * DAY, told: true }, old: { at: NOW - 31 * DAY, told: true } },
    looks: { old: { at: NOW - 31 * DAY, tickets: [] } },
  };
  writeMemory(memory, NOW);
  expect(readMemory()).toEqual({ seen: { new: memory.seen.new }, looks: {} });
});

it('keeps the 2,000 last seen', () => {
  const seen = Object.fromEntries(
    Array.from({ length: 2500 }, (_, index) => [`t${index}`, { at: NOW - index, told: false }])
  );
  writeMemory({ seen, looks: {} }, NOW);
  const kept = readMemory().seen;
  expect(Object.keys(kept)).toHaveLength(2000);
  expect(kept).toHaveProperty('t0');
  expect(kept).not.toHaveProperty('t2000');
});

it.each(['', '{', '[]', '"x"', 'null', '{"seen":3,"looks":{"q":{"at":1}}}', '{"seen":{"a":{}}}'])(
  'starts over where %p is stored',
  (text) => {
    localStorage.setItem('vigie.signals.0', text);
    expect(readMemory()).toEqual({ seen: {}, looks: {} });
  }
);

it('lasts as long as the page where the browser keeps nothing', () => {
  jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('off', 'SecurityError');
  });
  const memory = { seen: { a: { at: NOW, told: true } }, looks: {} };
  writeMemory(memory, NOW);
  expect(readMemory()).toEqual(memory);
});

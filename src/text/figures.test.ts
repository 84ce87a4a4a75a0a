import { durationText, millisecondsText, numberText, percentText } from './figures';

/** Narrow and plain no-break spaces as the spaces that a test can be read with. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('durations', () => {
  it.each([
    [0, '0 s', '0 s'],
    [0.4, '0 s', '0 s'],
    [-0.4, '0 s', '0 s'],
    [45, '45 s', '45 s'],
    [59.9, '59 s', '59 s'],
    [60, '1 min', '1 min'],
    [150, '2 min 30 s', '2 min 30 s'],
    [3599, '59 min 59 s', '59 min 59 s'],
    [3600, '1 h', '1 h'],
    [2110, '35 min 10 s', '35 min 10 s'],
    [13_484, '3 h 44 min', '3 h 44 min'],
    [86_399, '23 h 59 min', '23 h 59 min'],
    [86_400, '1 j', '1 d'],
    [86_400 + 59 * 60, '1 j', '1 d'],
    [773 * 3600 + 37 * 60 + 39, '32 j 5 h', '32 d 5 h'],
    [-7200, '−2 h', '−2 h'],
    [1234 * 86_400, '1 234 j', '1,234 d'],
  ])('of %d s read %s in French and %s in English', (seconds, french, english) => {
    expect(plain(durationText(seconds, 'fr'))).toBe(french);
    expect(plain(durationText(seconds, 'en'))).toBe(english);
  });
});

describe('short durations', () => {
  it.each([
    [0, '0 ms', '0 ms'],
    [0.4, '0 ms', '0 ms'],
    [350, '350 ms', '350 ms'],
    [999, '999 ms', '999 ms'],
    [1250, '1,3 s', '1.3 s'],
    [59_900, '59,9 s', '59.9 s'],
    [150_000, '2 min 30 s', '2 min 30 s'],
    [-350, '-350 ms', '-350 ms'],
  ])('of %d ms read %s in French and %s in English', (milliseconds, french, english) => {
    expect(plain(millisecondsText(milliseconds, 'fr'))).toBe(french);
    expect(plain(millisecondsText(milliseconds, 'en'))).toBe(english);
  });
});

describe('numbers', () => {
  it.each([
    [0, '0', '0'],
    [999, '999', '999'],
    [12_635, '12 635', '12,635'],
    [-1234.56, '-1 234,6', '-1,234.6'],
    [1_000_000, '1 000 000', '1,000,000'],
  ])('such as %d read %s in French and %s in English', (value, french, english) => {
    expect(plain(numberText(value, 'fr'))).toBe(french);
    expect(plain(numberText(value, 'en'))).toBe(english);
  });
});

describe('shares', () => {
  it.each([
    [0, '0,0 %', '0.0%'],
    [0.334, '33,4 %', '33.4%'],
    [1, '100,0 %', '100.0%'],
    [-0.051, '-5,1 %', '-5.1%'],
    [12.5, '1 250,0 %', '1,250.0%'],
  ])('such as %d read %s in French and %s in English', (ratio, french, english) => {
    expect(plain(percentText(ratio, 'fr'))).toBe(french);
    expect(plain(percentText(ratio, 'en'))).toBe(english);
  });
});

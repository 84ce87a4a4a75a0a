import { agoText, lengthText, untilText } from './relativeTime';

/** No-break spaces as the spaces that a test can be read with. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the time since an instant', () => {
  it.each([
    [0, 'maintenant', 'now'],
    [-3, 'maintenant', 'now'],
    [45.9, 'il y a 45 s', '45 sec. ago'],
    [60, 'il y a 1 min', '1 min. ago'],
    [12 * 60 + 59, 'il y a 12 min', '12 min. ago'],
    [3 * 3600 + 59 * 60, 'il y a 3 h', '3 hr. ago'],
    [47 * 3600, 'il y a 47 h', '47 hr. ago'],
    [48 * 3600, 'il y a 2 j', '2 days ago'],
    [-7200, 'dans 2 h', 'in 2 hr.'],
  ])('of %d s reads %s in French and %s in English', (seconds, french, english) => {
    expect(plain(agoText(seconds, 'fr'))).toBe(french);
    expect(plain(agoText(seconds, 'en'))).toBe(english);
  });
});

describe('the time until an instant', () => {
  it.each([
    [90, 'dans 1 min', 'in 1 min.'],
    [0, 'maintenant', 'now'],
    [42 * 60 + 59, 'dans 42 min', 'in 42 min.'],
    [48 * 3600, 'dans 2 j', 'in 2 days'],
  ])('of %d s reads %s in French and %s in English', (seconds, french, english) => {
    expect(plain(untilText(seconds, 'fr'))).toBe(french);
    expect(plain(untilText(seconds, 'en'))).toBe(english);
  });
});

describe('a length of time', () => {
  it.each([
    [59.9, '59 s', '59 sec'],
    [2 * 3600 + 59 * 60, '2 h', '2 hr'],
    [47 * 3600, '47 h', '47 hr'],
    [72 * 3600, '3 j', '3 days'],
  ])('of %d s reads %s in French and %s in English', (seconds, french, english) => {
    expect(plain(lengthText(seconds, 'fr'))).toBe(french);
    expect(plain(lengthText(seconds, 'en'))).toBe(english);
  });
});

import { agoText, untilText } from './relativeTime';

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
    [-30, 'il y a 30 s', '30 sec. ago'],
    [-2 * 3600, 'il y a 2 h', '2 hr. ago'],
  ])('of %d s reads %s in French and %s in English', (seconds, french, english) => {
    expect(plain(untilText(seconds, 'fr'))).toBe(french);
    expect(plain(untilText(seconds, 'en'))).toBe(english);
  });
});

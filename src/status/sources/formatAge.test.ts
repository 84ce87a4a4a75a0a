import { formatAge } from './formatAge';

describe('formatAge', () => {
  it.each([
    [-5, 'il y a 0 seconde'],
    [0, 'il y a 0 seconde'],
    [59.9, 'il y a 59 secondes'],
    [60, 'il y a 1 minute'],
    [3_599, 'il y a 59 minutes'],
    [3_600, 'il y a 1 heure'],
    [86_399, 'il y a 23 heures'],
    [172_800, 'il y a 2 jours'],
  ])('puts %d seconds into French words', (seconds, words) => {
    expect(formatAge(seconds, 'fr').replace(/\s/g, ' ')).toBe(words);
  });

  it('speaks English too', () => expect(formatAge(75, 'en')).toBe('1 minute ago'));
});

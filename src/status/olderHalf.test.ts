import { olderHalf } from './olderHalf';

describe('olderHalf', () => {
  it.each([
    ['0.2.0', '0.2.7', undefined],
    ['0.1.9', '0.2.0', 'plugin'],
    ['0.9.0', '0.10.0', 'plugin'],
    ['1.0.0', '0.9.0', 'backend'],
    ['0.3.0-rc.1', '0.3.0', undefined],
    ['dev', '0.2.0', undefined],
    ['0.2.0', '', undefined],
  ])('of plugin %s and backend %s is %s', (plugin, backend, half) => {
    expect(olderHalf(plugin, backend)).toBe(half);
  });
});

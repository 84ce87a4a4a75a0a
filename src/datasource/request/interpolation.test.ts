import { fakeTemplateSrv } from '../test/fakes';
import { hasVariable, interpolateParams } from './interpolation';

const templateSrv = fakeTemplateSrv({ client: ['BASH', 'Pimkie'], one: ['BASH'], class: 'open', none: '', empty: [] });
const interpolate = (params: Record<string, unknown>, scopedVars = {}) =>
  interpolateParams(params, templateSrv, scopedVars);

describe('interpolateParams', () => {
  it('replaces variables inside a text', () => {
    expect(interpolate({ search: 'in $class now', class: '${class}' })).toEqual({
      search: 'in open now',
      class: 'open',
    });
  });

  it('makes an array of a lone variable with several values', () => {
    expect(interpolate({ client: '$client' })).toEqual({ client: ['BASH', 'Pimkie'] });
  });

  it('keeps one value where a variable of several holds one', () => {
    expect(interpolate({ client: '$one' })).toEqual({ client: 'BASH' });
  });

  it('spreads the values of a variable among the other items of an array, each once', () => {
    expect(interpolate({ client: ['April', '$client', 'BASH'] })).toEqual({ client: ['April', 'BASH', 'Pimkie'] });
  });

  it('joins several values within a longer text', () => {
    expect(interpolate({ search: 'of $client' })).toEqual({ search: 'of BASH,Pimkie' });
  });

  it('respects a format written in the text', () => {
    expect(interpolate({ search: '${client:csv}' })).toEqual({ search: 'BASH,Pimkie' });
  });

  it('leaves out what variables leave empty', () => {
    expect(interpolate({ a: '$none', b: '$empty', c: ['$none'], d: [], limit: 4 })).toEqual({ limit: 4 });
  });

  it('prefers the value of a repeated panel', () => {
    expect(interpolate({ client: '$client' }, { client: { value: 'April', text: 'April' } })).toEqual({
      client: 'April',
    });
  });

  it('leaves numbers, booleans, dollars and unknown variables alone', () => {
    const params = { limit: 4, overdue: false, price: '10 $', other: '$unknown' };
    expect(interpolate(params)).toEqual(params);
  });
});

describe('hasVariable', () => {
  it.each(['$a', 'x ${a:csv}', '[[a]]'])('sees the variable in %s', (text) => expect(hasVariable(text)).toBe(true));
  it.each(['a', '10 $', '', 4, undefined])('sees none in %s', (value) => expect(hasVariable(value)).toBe(false));
});

import { site } from '../../test/sitesBackend';
import { changesIn, checkValues, toValues } from './formValues';
import { parseTimeOfDay } from './timeOfDay';

const BEFORE = site();
const edited = (change: Partial<ReturnType<typeof toValues>>) => ({ ...toValues(BEFORE), ...change });

describe('parseTimeOfDay', () => {
  it.each([
    ['9:30', '09:30'],
    [' 09h30 ', '09:30'],
    ['9 h', '09:00'],
    ['23:59', '23:59'],
    ['24:00', undefined],
    ['12:60', undefined],
    ['9', undefined],
    ['noon', undefined],
  ])('reads %j as %j', (text, time) => expect(parseTimeOfDay(text)).toBe(time));
});

describe('changesIn', () => {
  it.each([
    ['nothing', {}, {}],
    ['outer spaces', { city: ' Lyon ' }, {}],
    ['another writing of the same time', { open: '9h' }, {}],
    ['a text', { city: ' Bron ' }, { city: 'Bron' }],
    ['an emptied text', { country: ' ' }, { country: null }],
    ['hours', { close: '20h' }, { close: '20:00', overnight: false }],
    ['the state', { operational: false, reason: 'Panne' }, { operational: false, reason: 'Panne' }],
  ])('sends only what is changed: %s', (_, change, input) => expect(changesIn(edited(change), BEFORE)).toEqual(input));

  it('sends of a new site what is filled in', () => {
    const values = {
      ...toValues(undefined),
      enterprise: ' BASH',
      code: '7 ',
      open: '9h',
      close: '2h',
      overnight: true,
    };
    expect(changesIn(values, undefined)).toEqual({
      ...{ enterprise: 'BASH', code: '7', open: '09:00', close: '02:00', overnight: true, operational: true },
    });
  });
});

describe('checkValues', () => {
  it.each([
    ['a site as it is', {}, []],
    ['one time without the other', { close: '' }, ['close']],
    ['no hours', { open: '', close: '' }, []],
    ['no times of day', { open: '9', close: 'late' }, ['open', 'close']],
    ['closing before opening', { close: '8h' }, ['close']],
    ['closing after midnight', { close: '8h', overnight: true }, []],
    ['closing after midnight on the same day', { overnight: true }, ['overnight']],
    ['out of order without a reason', { operational: false, reason: ' ' }, ['reason']],
  ])('judges %s', (_, change, fields) => expect(Object.keys(checkValues(edited(change), BEFORE))).toEqual(fields));

  it('judges only what is changed', () => {
    const old = site({ open: '09:00', close: null, operational: false, reason: null });
    expect(checkValues({ ...toValues(old), city: 'Bron' }, old)).toEqual({});
    expect(Object.keys(checkValues({ ...toValues(old), open: '10:00' }, old))).toEqual(['close']);
  });

  it('needs to know which site is new', () =>
    expect(Object.keys(checkValues(toValues(undefined), undefined))).toEqual(['enterprise', 'code']));
});

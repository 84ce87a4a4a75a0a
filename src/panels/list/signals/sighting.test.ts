import { frameOf } from '../../test/panelProps';
import { sightingsOf } from './sighting';

const DUE_AT = Date.parse('2026-03-12T09:00:00Z');

it('sees due dates by ticket and kind, whichever columns a list shows', () => {
  const frame = frameOf([
    { name: 'id', type: 'string', values: ['7', '8', null] },
    { name: 'title', type: 'string', values: ['VPN', 'Disk', 'Ghost'] },
    { name: 'kind', type: 'string', values: ['first_response', 'resolution', 'resolution'] },
    { name: 'due_at', type: 'time', values: [DUE_AT, null, DUE_AT] },
    { name: 'level', type: 'string', values: ['breached', 'soon', 'breached'] },
  ]);
  expect(sightingsOf([frame])).toEqual([
    {
      row: expect.any(String),
      ticket: '[null,"7"]',
      reason: 'breached',
      key: 'breached first_response [null,"7"]',
      holds: true,
      instant: DUE_AT,
      title: 'VPN',
    },
    expect.objectContaining({ key: 'breached resolution [null,"8"]', holds: false }),
  ]);
});

it('sees nothing in lists of other things', () => {
  const clients = frameOf([
    { name: 'client', type: 'string', values: ['BASH'] },
    { name: 'level', type: 'string', values: ['high'] },
  ]);
  const alerts = frameOf([{ name: 'id', type: 'string', values: ['1'] }]);
  expect(sightingsOf([clients, alerts])).toEqual([]);
});

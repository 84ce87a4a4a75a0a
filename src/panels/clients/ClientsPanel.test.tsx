import { LoadingState } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { answerOf, frameOf, panelProps, type TestField } from '../test/panelProps';
import { ClientsPanel } from './ClientsPanel';
import { DEFAULT_OPTIONS } from './options';

const DAY = 86_400;

/** Rows of `tickets.by_client` for one queue. */
const CLIENTS: TestField[] = [
  { name: 'client', type: 'string', values: ['BASH', 'Pimkie', 'A&B <b>', 'Autres'] },
  { name: 'open', type: 'number', values: [1234, 12, 0, 7] },
  { name: 'overdue', type: 'number', values: [3, 0, 0, 2] },
  { name: 'oldest_age_s', type: 'number', unit: 's', values: [32 * DAY + 5 * 3600, 3 * 3600 + 59, null, 125] },
  { name: 'volume', type: 'number', unit: 'percentunit', values: [1, 0.6, 0, 0.35] },
  { name: 'level', type: 'string', values: ['high', 'warn', 'ok', 'none'] },
  { name: 'warn', type: 'number', values: [10, 10, 5, null] },
  { name: 'high', type: 'number', values: [20, 20, 5, null] },
  { name: 'overdue_after', type: 'string', values: ['5 j', '5 j', '5 j', '5 j'] },
  { name: 'overdue_after_en', type: 'string', values: ['5 d', '5 d', '5 d', '5 d'] },
  { name: 'clock', type: 'string', values: ['calendar', 'calendar', 'calendar', 'calendar'] },
];

function show(fields = CLIENTS, { linked = true, state = LoadingState.Done } = {}) {
  const frame = frameOf(fields);
  const [names] = frame.fields.filter(({ name }) => name === 'client');
  if (names && linked) {
    names.getLinks = ({ valueRowIndex = 0 }) => [
      {
        href: `/d/vigie-client?var-client=${encodeURIComponent(String(names.values[valueRowIndex]))}`,
        title: '',
        target: '_self',
        origin: names,
      },
    ];
  }
  return render(<ClientsPanel {...panelProps(answerOf([frame], { state }), { heading: 'Queue of $client' })} />);
}

/** The texts of a row, without its name. */
function figures(row: number): string[] {
  return within(screen.getAllByRole('row')[row + 1]!)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent ?? '');
}

describe('the clients of a queue', () => {
  it('have a row each: open, overdue and oldest in one unit', () => {
    show();
    expect(screen.getByRole('table', { name: 'Queue of BASH' })).toBeInTheDocument();
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Client',
      'Open',
      'Overdue',
      'Oldest',
    ]);
    expect([0, 1, 2, 3].map(figures)).toEqual([
      ['‼1,234', '3', '32\u00a0d'],
      ['▲12', '0', '3\u00a0h'],
      ['0', '0', '–'],
      ['7', '2', '2\u00a0min'],
    ]);
  });

  it('add up to the totals of the queue, beside the limit and its clock', () => {
    show();
    expect(screen.getByText('1,253 open')).toBeInTheDocument();
    expect(screen.getByText('5 overdue')).toBeInTheDocument();
    expect(screen.getByText('> 5 d (elapsed time)')).toBeInTheDocument();
  });

  it('say the business clock where the queue goes by it', () => {
    show(CLIENTS.map((field) => (field.name === 'clock' ? { ...field, values: ['business'] } : field)));
    expect(screen.getByText('> 5 d (business clock)')).toBeInTheDocument();
  });

  it('lead to their pages, all but those who are no big client', () => {
    show();
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/d/vigie-client?var-client=BASH',
      '/d/vigie-client?var-client=Pimkie',
      '/d/vigie-client?var-client=A%26B%20%3Cb%3E',
    ]);
    expect(screen.getByText('Others')).toBeInTheDocument();
  });

  it('are no links without a data link', () => {
    show(CLIENTS, { linked: false });
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('have a bar that is full at the high mark, with a mark where each colour begins', () => {
    show();
    const bar = screen.getByRole('meter', { name: 'Volume of Pimkie' });
    expect(bar).toHaveAttribute('aria-valuenow', '12');
    expect(bar).toHaveAttribute('aria-valuemax', '20');
    expect(bar.firstChild).toHaveStyle({ width: '60%' });
    expect(within(bar).getByTitle('Orange from 10 tickets on')).toHaveStyle({ left: '50%' });
    expect(within(bar).getByTitle('Red from 20 tickets on')).toHaveStyle({ left: '100%' });
    expect(screen.getByRole('meter', { name: 'Volume of BASH' })).toHaveAttribute('aria-valuenow', '20');
  });

  it('say the level by a sign beside the colour', () => {
    show();
    expect(screen.getByRole('img', { name: 'Too much' }).closest('tr')).toHaveTextContent('BASH');
    expect(screen.getByRole('img', { name: 'Much' }).closest('tr')).toHaveTextContent('Pimkie');
    expect(screen.getAllByRole('img')).toHaveLength(2);
  });

  it('have a coloured cell from one overdue ticket on, and only then', () => {
    show();
    const coloured = screen
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell')[1]!.style.backgroundColor !== '');
    expect(coloured).toEqual([true, false, false, true]);
  });

  it('have nothing that axe objects to', async () => {
    const { container } = show();
    expect((await axe(container)).violations).toEqual([]);
  });
});

describe('the heading', () => {
  const titled = [
    ...CLIENTS,
    { name: 'queue_title', type: 'string' as const, values: CLIENTS[0]!.values.map(() => 'ADMIN') },
  ];
  const showHeaded = (heading: string) =>
    render(<ClientsPanel {...panelProps(answerOf([frameOf(titled)]), { heading })} />);

  it('is the one of the options', () => {
    showHeaded('Big clients');
    expect(screen.getByRole('heading', { name: 'Big clients' })).toBeInTheDocument();
  });

  it('is the title of the queue where the options give none', () => {
    showHeaded('');
    expect(screen.getByRole('region', { name: 'ADMIN' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'ADMIN' })).toBeInTheDocument();
  });
});

describe('an answer that is none', () => {
  it('of another dataset is named as such', () => {
    show([{ name: 'queue', type: 'string', values: ['support'] }]);
    expect(screen.getByText(/needs its columns/)).toBeInTheDocument();
  });

  it('is no queue without clients', () => {
    const props = panelProps(answerOf([], { state: LoadingState.Error }), DEFAULT_OPTIONS);
    render(<ClientsPanel {...props} />);
    expect(screen.getByText('No answer')).toBeInTheDocument();
  });

  it('but a frame without rows is one', () => {
    show(CLIENTS.map((field) => ({ ...field, values: [] })));
    expect(screen.getByText('No clients')).toBeInTheDocument();
  });

  it('in part shows what there is', () => {
    show([
      { name: 'client', type: 'string', values: ['BASH', null] },
      { name: 'open', type: 'number', values: [4, null] },
    ]);
    expect(figures(0)).toEqual(['4', '0', '–']);
    expect(figures(1)).toEqual(['0', '0', '–']);
  });
});

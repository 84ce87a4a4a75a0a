import { LoadingState } from '@grafana/data';
import { act, render, screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { ANSWERED_AT, answerOf, frameOf, panelProps, type TestField } from '../test/panelProps';
import { ListPanel } from './ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from './options';

const MINUTE = 60_000;

/** Two tickets as `tickets.latest` gives them. */
const TICKETS: TestField[] = [
  { name: 'source', type: 'string', values: ['atera', 'atera'] },
  { name: 'id', type: 'string', values: ['12', '11'] },
  { name: 'title', type: 'string', values: ['VPN <b>down</b>', '<img src=x onerror=alert(1)>'] },
  { name: 'client', type: 'string', values: ['BASH', null] },
  { name: 'priority', type: 'string', values: ['Critique', 'Urgent'] },
  { name: 'created', type: 'time', values: [ANSWERED_AT - 12 * MINUTE, ANSWERED_AT - 50 * 60 * MINUTE] },
  { name: 'url', type: 'string', values: ['https://app.atera.com/ticket/12', 'javascript:alert(1)'] },
];

function tickets(changes: Record<string, unknown[]> = {}): TestField[] {
  return TICKETS.map((field) => ({ ...field, values: changes[field.name] ?? field.values }));
}

function show(fields: TestField[], options: Partial<ListOptions> = {}, answer: Parameters<typeof answerOf>[1] = {}) {
  const props = panelProps(answerOf([frameOf(fields)], answer), { ...DEFAULT_OPTIONS, ...options });
  return render(<ListPanel {...props} />);
}

/** The cell of a column in the n-th row. */
function cell(column: string, row = 0): HTMLElement {
  const names = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
  const cells = within(screen.getAllByRole('row')[row + 1]!).getAllByRole('cell');
  return cells[names.indexOf(column)]!;
}

beforeEach(() => {
  jest.useFakeTimers({ now: ANSWERED_AT });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('a list of tickets', () => {
  it('is a table with the names of its columns, without that of the address', () => {
    show(TICKETS, { heading: 'Latest' });
    expect(screen.getByRole('table', { name: 'Latest' })).toBeInTheDocument();
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Source',
      'No.',
      'Title',
      'Client',
      'Priority',
      'Created',
    ]);
    expect(screen.getAllByRole('row')).toHaveLength(3);
  });

  it('names its columns for screen readers where they are not shown', () => {
    show(TICKETS, { showColumnNames: false });
    expect(screen.getByRole('columnheader', { name: 'Priority' })).toBeInTheDocument();
  });

  it('shows the chosen columns in their order and none that is not there', () => {
    show(TICKETS, { columns: ['created', 'title', 'colour', 'title'] });
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['Created', 'Title']);
  });

  it('leads from the title to the ticket, in a window of its own', () => {
    show(TICKETS);
    const link = screen.getByRole('link', { name: 'VPN <b>down</b>' });
    expect(link).toHaveAttribute('href', 'https://app.atera.com/ticket/12');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(link).toHaveAttribute('target', '_blank');
  });

  it('follows no address that runs a script, and draws no HTML of a title', () => {
    const { container } = show(TICKETS);
    expect(screen.getAllByRole('link')).toHaveLength(1);
    expect(cell('Title', 1)).toHaveTextContent('<img src=x onerror=alert(1)>');
    expect(container.querySelector('img, td b')).toBeNull();
  });

  it('prefers the data link of an editor, which stays in the window', () => {
    const overrides = [
      {
        matcher: { id: 'byName', options: 'title' },
        properties: [{ id: 'links', value: [{ title: 'Client', url: '/d/vigie-client' }] }],
      },
    ];
    const frame = frameOf(TICKETS, { overrides });
    const [title] = frame.fields.filter(({ name }) => name === 'title');
    title!.getLinks = () => [{ href: '/d/vigie-client', title: 'Client', target: '_self', origin: title! }];
    render(<ListPanel {...panelProps(answerOf([frame]), DEFAULT_OPTIONS)} />);
    const [link] = screen.getAllByRole('link');
    expect(link).toHaveAttribute('href', '/d/vigie-client');
    expect(link).not.toHaveAttribute('target');
  });

  it('says a priority by a word and a sign beside its colour, and one without meaning as it is', () => {
    show(TICKETS);
    expect(cell('Priority')).toHaveTextContent('‼ Critical');
    expect(cell('Priority', 1)).toHaveTextContent(/^PriorityUrgent$/);
  });

  it('shows a dash where there is no value', () => {
    show(TICKETS);
    expect(cell('Client', 1)).toHaveTextContent('–');
  });

  it('has nothing that axe objects to', async () => {
    jest.useRealTimers();
    const { container } = show(TICKETS, { heading: 'Latest', showColumnNames: false });
    expect((await axe(container)).violations).toEqual([]);
  });
});

describe('the times of a list', () => {
  it('go on with the clock, the exact ones on hover', () => {
    show(TICKETS);
    const time = within(cell('Created')).getByText('12 min. ago');
    expect(time).toHaveAttribute('title', '12/03/2026 09:48:00');
    expect(time).toHaveAttribute('datetime', '2026-03-12T08:48:00.000Z');
    expect(cell('Created', 1)).toHaveTextContent('2 days ago');
    act(() => jest.advanceTimersByTime(61_000));
    expect(time).toHaveTextContent('13 min. ago');
  });

  it('go by the clock of the data where the machine has another one', () => {
    const custom = { readAt: new Date(ANSWERED_AT + 3 * 60 * MINUTE - 7000).toISOString(), ageSeconds: 7 };
    render(<ListPanel {...panelProps(answerOf([frameOf(TICKETS, { custom })]), DEFAULT_OPTIONS)} />);
    expect(cell('Created')).toHaveTextContent('3 hr. ago');
  });

  it('are exact where an editor wants them so, with the year when it is another one', () => {
    const fields: TestField[] = [
      { name: 'source', type: 'string', values: ['atera', 'odoo', 'counters'] },
      { name: 'read_at', type: 'time', values: [ANSWERED_AT, ANSWERED_AT - 366 * 1440 * MINUTE, 1e20] },
    ];
    const frame = frameOf(fields);
    frame.fields[1]!.config.custom = { time: 'exact' };
    render(<ListPanel {...panelProps(answerOf([frame]), DEFAULT_OPTIONS)} />);
    expect(screen.getByText('12/03 10:00:00')).toBeInTheDocument();
    expect(screen.getByText('11/03/2025 10:00:00')).toBeInTheDocument();
    expect(screen.getAllByRole('row')).toHaveLength(4);
  });

  it('grow as ages and run out as due times', () => {
    show([
      { name: 'title', type: 'string', values: ['VPN'] },
      { name: 'age_s', type: 'number', unit: 's', values: [3599] },
      { name: 'remaining_s', type: 'number', unit: 's', values: [30] },
    ]);
    expect(cell('Age')).toHaveTextContent('59 min');
    expect(cell('Due')).toHaveTextContent('in 30 sec.');
    act(() => jest.advanceTimersByTime(90_000));
    expect(cell('Age')).toHaveTextContent('1 h');
    expect(cell('Due')).toHaveTextContent('overdue by 1 min');
  });
});

describe('values without a meaning of their own', () => {
  it('are written as Grafana writes them', () => {
    show([
      { name: 'title', type: 'string', values: ['VPN'] },
      { name: 'speed', type: 'number', unit: 'kbytes', values: [2048] },
      { name: 'priority', type: 'number', values: [3] },
      { name: 'created', type: 'string', values: ['yesterday'] },
      { name: '__proto__', type: 'string', values: ['x'] },
      { name: 'state', type: 'string', values: ['constructor'] },
    ]);
    expect(cell('speed')).toHaveTextContent('2 MiB');
    expect(cell('Priority')).toHaveTextContent('3');
    expect(cell('Created')).toHaveTextContent('yesterday');
    expect(cell('State')).toHaveTextContent('constructor');
  });

  it('of a part have a bar in the colour of their row', () => {
    const { container } = show([
      { name: 'priority', type: 'string', values: ['Critique'] },
      { name: 'percent', type: 'number', unit: 'percent', values: [33.4] },
    ]);
    expect(cell('Share')).toHaveTextContent('33.4%');
    expect(container.querySelector('[style*="width: 33.4%"]')).toHaveStyle({ backgroundColor: '#c4162a' });
  });

  it('have bars as long as they are beside the greatest one, where an editor wants bars', () => {
    const { container } = show([
      { name: 'label', type: 'string', values: ['001 · Lyon', '002 · Paris', '003 · Metz'] },
      { name: 'entries', type: 'number', custom: { bar: true }, values: [200, 50, null] },
    ]);
    expect(cell('entries')).toHaveTextContent('200');
    const widths = [...container.querySelectorAll<HTMLElement>('[data-kind="bar"] [style]')].map(
      ({ style }) => style.width
    );
    expect(widths).toEqual(['100%', '25%']);
  });

  it('have no bars where all are zero', () => {
    const { container } = show([
      { name: 'label', type: 'string', values: ['001 · Lyon'] },
      { name: 'entries', type: 'number', custom: { bar: true }, values: [0] },
    ]);
    expect(container.querySelector<HTMLElement>('[data-kind="bar"] [style]')?.style.width).toBe('0%');
  });
});

describe('a list that hides when it is empty', () => {
  const goals = (values: unknown[]): TestField[] => [{ name: 'label', type: 'string', values }];
  const options = { heading: 'Goals', hiddenWhenEmpty: true };

  it('shows neither heading nor sentence without rows', () => {
    const { container } = show(goals([]), options);
    expect(container).toBeEmptyDOMElement();
  });

  it('shows its rows, and that there was no answer', () => {
    show(goals(['BASH']), options);
    expect(screen.getByRole('heading', { name: 'Goals' })).toBeInTheDocument();
    show(goals([]), options, { state: LoadingState.Error });
    expect(screen.getByText('No answer')).toBeInTheDocument();
  });
});

describe('figures with a colour', () => {
  const fields: TestField[] = [
    { name: 'kind', type: 'string', values: ['first_response', 'resolution'] },
    { name: 'breached', type: 'number', custom: { tone: 'critical' }, values: [28, 0] },
    { name: 'open', type: 'number', custom: { tone: 'medium', bar: true }, values: [4, 2] },
    { name: 'plain', type: 'number', values: [3, 0] },
  ];
  const colourOf = (name: string, row: number) =>
    within(cell(name, row)).getByText(/^\d+$/).style.getPropertyValue('background-color');

  it('have it from one on, and only those', () => {
    show(fields);
    expect(colourOf('breached', 0)).toBe('rgb(196, 22, 42)');
    expect(colourOf('breached', 1)).toBe('');
    expect(colourOf('plain', 0)).toBe('');
  });

  it('give it to their bars', () => {
    const { container } = show(fields);
    const bars = container.querySelectorAll<HTMLElement>('[data-kind="bar"] [style]');
    expect([...bars].map(({ style }) => [style.width, style.backgroundColor])).toEqual([
      ['100%', 'rgb(138, 101, 8)'],
      ['50%', 'rgb(138, 101, 8)'],
    ]);
  });
});

describe('a list without rows', () => {
  const none = TICKETS.map((field) => ({ ...field, values: [] }));

  it('says the sentence of its editor', () => {
    show(none, { emptyText: 'No counter at zero yesterday' });
    expect(screen.getByText('No counter at zero yesterday')).toBeInTheDocument();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('says that there is nothing unless an editor wrote a sentence', () => {
    show(none);
    expect(screen.getByText('Nothing to show')).toBeInTheDocument();
  });

  it.each([LoadingState.Error, LoadingState.Done, LoadingState.NotStarted])(
    'does not take a missing answer for good news (%s)',
    (state) => {
      const options = { ...DEFAULT_OPTIONS, emptyText: 'All is well' };
      render(<ListPanel {...panelProps(answerOf([], { state }), options)} />);
      expect(screen.getByText('No answer')).toBeInTheDocument();
      expect(screen.queryByText('All is well')).toBeNull();
    }
  );

  it('does not take an error with empty rows for good news', () => {
    show(none, { emptyText: 'All is well' }, { state: LoadingState.Error });
    expect(screen.queryByText('All is well')).toBeNull();
  });
});

describe('new rows', () => {
  const earlier = tickets();
  const later = tickets({
    source: ['atera', 'atera'],
    id: ['13', '12'],
    title: ['Printer', 'VPN <b>down</b>'],
    priority: ['Haute', 'Critique'],
  });
  const marks = () => screen.queryAllByText('New').map((mark) => mark.closest('tr')!.textContent);

  function props(fields: TestField[], answer: Parameters<typeof answerOf>[1] = {}, client = 'BASH') {
    const targets = [{ refId: 'A', params: { client: '$client' } }];
    return panelProps(answerOf([frameOf(fields)], { targets, ...answer }), DEFAULT_OPTIONS, client);
  }

  it('are marked for half a minute, those of the first answer not', () => {
    const { rerender } = render(<ListPanel {...props(earlier)} />);
    expect(marks()).toEqual([]);
    rerender(<ListPanel {...props(later)} />);
    expect(marks()).toEqual([expect.stringContaining('Printer')]);
    act(() => jest.advanceTimersByTime(29_000));
    rerender(<ListPanel {...props(later)} />);
    expect(marks()).toHaveLength(1);
    act(() => jest.advanceTimersByTime(1500));
    expect(marks()).toEqual([]);
  });

  it('are not those of another question', () => {
    const { rerender } = render(<ListPanel {...props(earlier)} />);
    rerender(<ListPanel {...props(later, {}, 'Pimkie')} />);
    expect(marks()).toEqual([]);
  });

  it('are not those that had left a short list, nor those after a failed answer', () => {
    const { rerender } = render(<ListPanel {...props(earlier)} />);
    rerender(<ListPanel {...props(later)} />);
    act(() => jest.advanceTimersByTime(31_000));
    const targets = [{ refId: 'A', params: { client: '$client' } }];
    const failed = answerOf([], { state: LoadingState.Error, targets });
    rerender(<ListPanel {...panelProps(failed, DEFAULT_OPTIONS)} />);
    rerender(<ListPanel {...props(earlier)} />);
    expect(marks()).toEqual([]);
  });

  it('are not figures that change', () => {
    const counts = (count: number): TestField[] => [
      { name: 'priority', type: 'string', values: ['Critique'] },
      { name: 'count', type: 'number', values: [count] },
    ];
    const { rerender } = render(<ListPanel {...props(counts(3))} />);
    rerender(<ListPanel {...props(counts(4))} />);
    expect(screen.getByRole('table')).toHaveTextContent('4');
    expect(marks()).toEqual([]);
  });

  it('are none while an answer is on its way', () => {
    const { rerender } = render(<ListPanel {...props(earlier)} />);
    rerender(<ListPanel {...props(later, { state: LoadingState.Loading })} />);
    expect(marks()).toEqual([]);
  });
});

it('draws a long list up to a limit and says how much is left', () => {
  const ids = Array.from({ length: 503 }, (_, index) => String(index));
  show([{ name: 'id', type: 'string', values: ids }]);
  expect(screen.getAllByRole('row')).toHaveLength(501);
  expect(screen.getByText('Rows not shown: 3')).toBeInTheDocument();
});

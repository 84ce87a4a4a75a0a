import { act, render, screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { colourOf } from '../../shared/tones';
import { ANSWERED_AT, answerOf, frameOf, panelProps, type TestField } from '../../test/panelProps';
import { ListPanel } from '../ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from '../options';

const MINUTE = 60_000;

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

describe('due times', () => {
  /** As `tickets.due` gives them. */
  const DUE: TestField[] = [
    { name: 'id', type: 'string', values: ['1', '2', '3', '4'] },
    { name: 'title', type: 'string', values: ['VPN', 'Printer', 'Mail', 'Phone'] },
    { name: 'kind', type: 'string', values: ['first_response', 'resolution', 'resolution', 'resolution'] },
    { name: 'due_at', type: 'time', values: [-125, 0.1, 200, 3000].map((minutes) => ANSWERED_AT + minutes * MINUTE) },
    { name: 'level', type: 'string', values: ['breached', 'soon', 'today', 'ok'] },
  ];
  const COLUMNS = ['id', 'title', 'kind', 'due_at'];
  const dues = () => [0, 1, 2, 3].map((row) => cell('Due', row).textContent);

  it('count down with the sign of their level, and tell the exact time on hover', () => {
    show(DUE, { columns: COLUMNS });
    expect(dues()).toEqual(['Due‼ overdue by 2 hr', 'Due▲ in 6 sec.', 'Due◆ in 3 hr.', 'Due✓ in 2 days']);
    const time = within(cell('Due')).getByText('overdue by 2 hr');
    expect(time).toHaveAttribute('title', '12/03/2026 07:55:00');
    expect(time).toHaveAttribute('datetime', '2026-03-12T06:55:00.000Z');
    expect(time.parentElement).toHaveStyle({ backgroundColor: colourOf('critical') });
    expect(cell('Kind')).toHaveTextContent('Response');
  });

  it('are past due as soon as they pass, before the next answer says so', () => {
    show(DUE, { columns: COLUMNS });
    act(() => jest.advanceTimersByTime(6000));
    expect(cell('Due', 1)).toHaveTextContent('▲ now');
    act(() => jest.advanceTimersByTime(61_000));
    expect(cell('Due', 1)).toHaveTextContent('‼ overdue by 1 min');
    expect(cell('Due', 2)).toHaveTextContent('◆ in 3 hr.');
  });

  it('go by the clock of the data where the machine has another one', () => {
    const custom = { readAt: new Date(ANSWERED_AT + 3 * 60 * MINUTE - 7000).toISOString(), ageSeconds: 7 };
    render(
      <ListPanel {...panelProps(answerOf([frameOf(DUE, { custom })]), { ...DEFAULT_OPTIONS, columns: COLUMNS })} />
    );
    expect(cell('Due', 2)).toHaveTextContent('in 20 min.');
    expect(cell('Due', 1)).toHaveTextContent('‼ overdue by 2 hr');
  });

  it('have no colour without a level, and are exact where an editor wants them so', () => {
    show(DUE.filter(({ name }) => name !== 'level'));
    expect(cell('Due', 2)).toHaveTextContent(/^Duein 3 hr\.$/);
    const frame = frameOf(DUE);
    frame.fields.find(({ name }) => name === 'due_at')!.config.custom = { time: 'exact' };
    render(<ListPanel {...panelProps(answerOf([frame]), DEFAULT_OPTIONS)} />);
    expect(screen.getByText('12/03 07:55:00')).toBeInTheDocument();
  });

  it('are plain where they are no instants, and dashes where there are none', () => {
    const values = [1e20, null, ANSWERED_AT, ANSWERED_AT];
    show(
      DUE.map((field) => (field.name === 'due_at' ? { ...field, values } : field)),
      { columns: COLUMNS }
    );
    expect(screen.getAllByRole('row')).toHaveLength(5);
    expect(cell('Due', 1)).toHaveTextContent('–');
  });

  it('have nothing that axe objects to', async () => {
    jest.useRealTimers();
    const { container } = show(DUE, { columns: COLUMNS });
    expect((await axe(container)).violations).toEqual([]);
  });
});

import { render, screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { colourOf } from '../../shared/tones';
import { ANSWERED_AT, answerOf, frameOf, panelProps, type TestField } from '../../test/panelProps';
import { ListPanel } from '../ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from '../options';

const MINUTE = 60_000;

const OPTIONS: ListOptions = { ...DEFAULT_OPTIONS, layout: 'days' };

describe('days', () => {
  const DAY = 24 * 60 * MINUTE;
  /** As `tickets.flow` gives the last four days. */
  const FLOW: TestField[] = [
    { name: 'day', type: 'time', values: [3, 2, 1, 0].map((days) => ANSWERED_AT - 10 * 60 * MINUTE - days * DAY) },
    { name: 'created', type: 'number', values: [2000, 10, 0, 3] },
    { name: 'resolved', type: 'number', values: [1, null, 1, 0] },
  ];

  function showDays(fields = FLOW) {
    const frame = frameOf(fields);
    frame.fields[1]!.config = { ...frame.fields[1]!.config, displayName: 'Created today', custom: { tone: 'high' } };
    return render(<ListPanel {...panelProps(answerOf([frame]), OPTIONS)} />);
  }

  it('show the figures of the last one and the mean of those before', () => {
    showDays();
    expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['Created today', 'resolved']);
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
      '3',
      'Mean of 3 d: 670',
      '0',
      'Mean of 3 d: 0.7',
    ]);
  });

  it('have a bar each, its date and figure on hover, that of today in the colour of the tile', () => {
    const { container } = showDays();
    const bars = [...container.querySelectorAll<HTMLElement>('dd[aria-hidden] [title]')];
    expect(bars.slice(0, 4).map(({ title }) => title.replace('\u00a0', ' '))).toEqual([
      '09/03 : 2000',
      '10/03 : 10',
      '11/03 : 0',
      '12/03 : 3',
    ]);
    const heights = bars.map((bar) => (bar.firstElementChild as HTMLElement).style.height);
    expect(heights).toEqual(['100%', '0.5%', '0%', '0.15%', '100%', '0%', '100%', '0%']);
    expect(bars[3]!.firstElementChild).toHaveStyle({ backgroundColor: colourOf('high') });
    expect(bars[7]!.firstElementChild).toHaveStyle({ backgroundColor: colourOf('low') });
  });

  it('have neither bars nor a mean where only today is known', () => {
    const { container } = showDays(FLOW.map((field) => ({ ...field, values: field.values.slice(-1) })));
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual(['3', '0']);
    expect(container.querySelector('[aria-hidden]')).toBeNull();
  });

  it('say that there is nothing without a row', () => {
    showDays(FLOW.map((field) => ({ ...field, values: [] })));
    expect(screen.getByText('Nothing to show')).toBeInTheDocument();
  });

  it('have nothing that axe objects to', async () => {
    const { container } = showDays();
    expect((await axe(container)).violations).toEqual([]);
  });
});

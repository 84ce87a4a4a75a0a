import { render, screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { colourOf } from '../../shared/tones';
import { answerOf, frameOf, panelProps, type TestField } from '../../test/panelProps';
import { ListPanel } from '../ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from '../options';

const OPTIONS: ListOptions = { ...DEFAULT_OPTIONS, layout: 'tiles' };

describe('tiles', () => {
  const SUMMARY: TestField[] = [
    { name: 'total', type: 'number', values: [180, 1] },
    { name: 'impact_major', type: 'number', values: [3, 1] },
    { name: 'impact_minor', type: 'number', values: [0, 1] },
    { name: 'first_response_mean_s', type: 'number', unit: 's', values: [4 * 3600 + 31 * 60 + 7, 1] },
    { name: 'first_response_p90_s', type: 'number', unit: 's', values: [null, 1] },
  ];

  function showTiles(fields = SUMMARY) {
    const frame = frameOf(fields);
    for (const [name, tone, displayName] of [
      ['impact_major', 'critical', 'Major impact'],
      ['impact_minor', 'medium', 'Minor impact'],
    ]) {
      const field = frame.fields.find((each) => each.name === name)!;
      field.config = { ...field.config, custom: { tone }, displayName };
    }
    const options: ListOptions = { ...DEFAULT_OPTIONS, layout: 'tiles' };
    return render(<ListPanel {...panelProps(answerOf([frame]), options)} />);
  }

  /** The tile of a name. */
  function tile(name: string): HTMLElement {
    return screen.getByText(name).parentElement!;
  }

  it('show the values of the first row, each with its name', () => {
    showTiles();
    expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual([
      'total',
      'Major impact',
      'Minor impact',
      'first_response_mean_s',
      'first_response_p90_s',
    ]);
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
      '180',
      '3',
      '0',
      '4\u00a0h 31\u00a0min',
      '–',
    ]);
  });

  it('are in their colour from one on, grey at zero, and plain without a colour', () => {
    showTiles();
    expect(tile('Major impact')).toHaveStyle({ backgroundColor: colourOf('critical') });
    expect(tile('Minor impact')).toHaveStyle({ backgroundColor: colourOf('none') });
    expect(tile('total').style.backgroundColor).toBe('');
  });

  it('lead where the data link of their column does, and nowhere without one or to a script', () => {
    const frame = frameOf(SUMMARY);
    const links: Record<string, string> = {
      total: '/d/vigie-attention?var-attention=idle',
      impact_major: 'javascript:x',
    };
    for (const field of frame.fields.filter(({ name }) => name in links)) {
      field.getLinks = () => [{ href: links[field.name]!, title: 'Show', target: '_self', origin: field }];
    }
    render(<ListPanel {...panelProps(answerOf([frame]), OPTIONS)} />);
    const [link, ...more] = screen.getAllByRole('link');
    expect(more).toEqual([]);
    expect(link).toHaveTextContent('180');
    expect(link).toHaveAttribute('href', links['total']);
    expect(link).toHaveAttribute('title', 'Show');
    expect(link).not.toHaveAttribute('target');
  });

  it('have the text of another column behind their name where an editor wants it', () => {
    const frame = frameOf([
      { name: 'idle', type: 'number', values: [4] },
      { name: 'replied', type: 'number', values: [2] },
      { name: 'idle_after', type: 'string', values: ['2 working d'] },
    ]);
    for (const [index, detail] of ['idle_after', 'no_such_column'].entries()) {
      frame.fields[index]!.config = { ...frame.fields[index]!.config, custom: { detail } };
    }
    const options: ListOptions = { ...DEFAULT_OPTIONS, layout: 'tiles', columns: ['idle', 'replied'] };
    render(<ListPanel {...panelProps(answerOf([frame]), options)} />);
    expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['idle 2 working d', 'replied']);
  });

  it('say that there is nothing without a row', () => {
    showTiles(SUMMARY.map((field) => ({ ...field, values: [] })));
    expect(screen.getByText('Nothing to show')).toBeInTheDocument();
  });

  it('have nothing that axe objects to', async () => {
    const { container } = showTiles();
    expect((await axe(container)).violations).toEqual([]);
  });
});

import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import React from 'react';

import { GridTable } from './GridTable';

/** jsdom lays nothing out: as high as its rows are together, where 400 px of it are in view. */
function giveHeight(px: number): void {
  Object.defineProperty(Element.prototype, 'scrollHeight', { configurable: true, value: px });
}

const table = (...rows: string[]) => (
  <GridTable label="Shops" names={[]} className="" namesClassName="">
    {rows.map((row) => (
      <tr key={row} />
    ))}
  </GridTable>
);

/** A browser's own calls as soon as it observes. */
class Observer {
  constructor(private readonly call: () => void) {}
  observe() {
    queueMicrotask(() => act(this.call));
  }
  disconnect() {}
}

const { ResizeObserver: silent } = global;
beforeEach(() => Object.assign(global, { ResizeObserver: Observer }));
afterEach(() => {
  Object.assign(global, { ResizeObserver: silent });
  giveHeight(0);
});

describe('a table whose rows need more room than it has', () => {
  it('fades out at its foot until it is scrolled to its end', async () => {
    giveHeight(900);
    render(table('Lyon', 'Paris'));
    const shops = screen.getByRole('table', { name: 'Shops' });
    await waitFor(() => expect(shops).toHaveAttribute('data-more-below'));
    shops.scrollTop = 500;
    fireEvent.scroll(shops);
    expect(shops).not.toHaveAttribute('data-more-below');
  });

  it('fades out once rows come that no longer fit', async () => {
    giveHeight(400);
    const { rerender } = render(table('Lyon'));
    expect(screen.getByRole('table')).not.toHaveAttribute('data-more-below');
    giveHeight(500);
    rerender(table('Lyon', 'Paris'));
    await waitFor(() => expect(screen.getByRole('table')).toHaveAttribute('data-more-below'));
  });
});

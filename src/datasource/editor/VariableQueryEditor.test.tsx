import { render, screen } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import React, { useState } from 'react';

import { answerFromCatalogue, fakeBackend, fakeDatasource } from '../test/fakes';
import type { VigieVariableQuery } from '../types';
import { VariableQueryEditor } from './VariableQueryEditor';

function setup(query: Partial<VigieVariableQuery>) {
  fakeBackend(answerFromCatalogue);
  const onChange = jest.fn();
  const datasource = fakeDatasource();
  function Settings() {
    const [stored, setStored] = useState<VigieVariableQuery>({ refId: 'V', dataset: '', params: {}, ...query });
    const store = (changed: VigieVariableQuery) => {
      onChange(changed);
      setStored(changed);
    };
    return <VariableQueryEditor datasource={datasource} query={stored} onChange={store} onRunQuery={jest.fn()} />;
  }
  render(<Settings />);
  const last = (): VigieVariableQuery => onChange.mock.lastCall[0];
  return { user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }), last };
}

describe('VariableQueryEditor', () => {
  it('stores the columns of values and labels', async () => {
    const { user, last } = setup({ dataset: 'clients' });
    await user.click(await screen.findByRole('combobox', { name: 'Value' }));
    await user.click(await screen.findByRole('option', { name: /Number \(id\)/ }));
    await user.click(screen.getByRole('combobox', { name: 'Label' }));
    await user.click(await screen.findByRole('option', { name: /Name \(client\)/ }));
    expect(last()).toMatchObject({ dataset: 'clients', valueColumn: 'id', textColumn: 'client' });
  });

  it('forgets the columns of another dataset', async () => {
    const { user, last } = setup({ dataset: 'clients', valueColumn: 'client', textColumn: 'client' });
    await user.click(await screen.findByRole('combobox', { name: 'Dataset' }));
    await user.click(await screen.findByRole('option', { name: /Latest tickets/ }));
    expect(last()).toEqual({
      refId: 'V',
      dataset: 'tickets.latest',
      params: {},
      valueColumn: undefined,
      textColumn: undefined,
    });
  });

  it('offers no columns before a dataset is chosen', async () => {
    setup({});
    await screen.findByRole('combobox', { name: 'Dataset' });
    expect(screen.queryByRole('combobox', { name: 'Value' })).not.toBeInTheDocument();
  });
});

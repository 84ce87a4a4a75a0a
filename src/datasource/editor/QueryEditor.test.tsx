import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import React, { useState } from 'react';

import { answerFromCatalogue, fakeBackend, fakeDatasource, fetchError } from '../test/fakes';
import type { VigieQuery } from '../types';
import { QueryEditor } from './QueryEditor';

/** Shows the editor as a panel does: it gets back what it stores. */
function setup(query: Partial<VigieQuery>, variables: Record<string, unknown> = {}) {
  const onChange = jest.fn();
  const onRunQuery = jest.fn();
  const datasource = fakeDatasource(variables);
  function Panel() {
    const [stored, setStored] = useState<VigieQuery>({ refId: 'A', dataset: '', params: {}, ...query });
    const store = (changed: VigieQuery) => {
      onChange(changed);
      setStored(changed);
    };
    return <QueryEditor datasource={datasource} query={stored} onChange={store} onRunQuery={onRunQuery} />;
  }
  render(<Panel />);
  const lastQuery = (): VigieQuery => onChange.mock.lastCall[0];
  return {
    user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }),
    onChange,
    onRunQuery,
    lastQuery,
  };
}

const datasetPicker = () => screen.findByRole('combobox', { name: 'Dataset' });
const latest = (params: Record<string, unknown> = {}) => ({ dataset: 'tickets.latest', params });
const list = (params: Record<string, unknown> = {}) => ({
  dataset: 'tickets.list',
  params: { search: 'x', ...params },
});

beforeEach(() => {
  fakeBackend(answerFromCatalogue);
});

describe('choosing a dataset', () => {
  it('finds it by its technical name, stores it and runs the query', async () => {
    const { user, onRunQuery, lastQuery } = setup({});
    await user.click(await datasetPicker());
    await user.keyboard('tickets.lat');
    await user.click(await screen.findByRole('option', { name: /Latest tickets/ }));
    expect(lastQuery()).toEqual({ refId: 'A', dataset: 'tickets.latest', params: {} });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('combobox', { name: 'Class' })).toBeInTheDocument();
  });

  it('keeps the parameters both datasets have', async () => {
    const { user, lastQuery } = setup(list({ class: 'open' }));
    await user.click(await datasetPicker());
    await user.click(await screen.findByRole('option', { name: /Latest tickets/ }));
    expect(lastQuery()).toMatchObject({ dataset: 'tickets.latest', params: { class: 'open' } });
  });

  it('shows what the dataset is for, and its columns when asked', async () => {
    const { user } = setup(latest());
    expect(await screen.findByText('The newest ones')).toBeInTheDocument();
    await user.click(screen.getByText('Columns (2)'));
    const age = screen.getByRole('row', { name: /age_s/ });
    expect(
      within(age)
        .getAllByRole('cell')
        .map((cell) => cell.textContent)
    ).toEqual(['age_s', 'Age', 'number', 's']);
  });
});

describe('the control of a parameter', () => {
  it('with choices offers them and the dashboard’s variables', async () => {
    const { user, lastQuery } = setup(latest(), { class: 'open' });
    const control = await screen.findByRole('combobox', { name: 'Class' });
    expect(control).toHaveAttribute('placeholder', 'Default: Open');
    await user.click(control);
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual(['Open', 'Pending', '$classDashboard variable']);
    await user.click(options[1]!);
    expect(lastQuery().params).toEqual({ class: 'pending' });
  });

  it('with choices and several values stores an array', async () => {
    const { user, lastQuery } = setup(list({ priority: ['low'] }));
    await user.click(await screen.findByRole('combobox', { name: 'Priority' }));
    await user.click(await screen.findByRole('option', { name: /High/ }));
    expect(lastQuery().params).toMatchObject({ priority: ['low', 'high'] });
  });

  it('that is a whole number stores a number, on leaving the field', async () => {
    const { user, onChange, lastQuery } = setup(latest());
    const control = await screen.findByRole('spinbutton', { name: 'Limit' });
    expect(control).toHaveAttribute('min', '1');
    expect(control).toHaveAttribute('max', '200');
    await user.type(control, '12');
    expect(onChange).not.toHaveBeenCalled();
    await user.tab();
    expect(lastQuery().params).toEqual({ limit: 12 });
  });

  it('that is a number says when it is out of range', async () => {
    setup(latest({ limit: 500 }));
    expect(await screen.findByText('At most 200.')).toBeInTheDocument();
  });

  it('that is a number keeps a stored variable', async () => {
    setup(latest({ limit: '$limit' }));
    expect(await screen.findByRole('textbox', { name: 'Limit' })).toHaveValue('$limit');
  });

  it('that is a yes or no is a switch', async () => {
    const { user, lastQuery } = setup(list());
    const control = await screen.findByRole('switch', { name: 'Overdue' });
    expect(control).not.toBeChecked();
    await user.click(control);
    expect(lastQuery().params).toMatchObject({ overdue: true });
  });

  it('that is a date says how to write it', async () => {
    const { user, lastQuery } = setup(list());
    const control = await screen.findByRole('textbox', { name: 'Day' });
    await user.type(control, '22/07/2024{Enter}');
    expect(screen.getByText('Expected a date as YYYY-MM-DD, or a variable.')).toBeInTheDocument();
    await user.clear(control);
    await user.type(control, '2024-07-22{Enter}');
    expect(screen.queryByText(/Expected a date/)).not.toBeInTheDocument();
    expect(lastQuery().params).toMatchObject({ day: '2024-07-22' });
  });

  it('that is a text takes variables, and is removed when emptied', async () => {
    const { user, lastQuery } = setup(list());
    const control = await screen.findByRole('textbox', { name: 'Search *' });
    await user.clear(control);
    await user.type(control, '$word{Enter}');
    expect(lastQuery().params).toEqual({ search: '$word' });
    await user.clear(control);
    await user.tab();
    expect(lastQuery().params).toEqual({});
    expect(screen.getByText('This parameter is required.')).toBeInTheDocument();
  });

  it('with suggestions offers the values of the other dataset', async () => {
    const { user, lastQuery } = setup(list());
    await user.click(await screen.findByRole('combobox', { name: 'Client' }));
    await user.click(await screen.findByRole('option', { name: /Pimkie/ }));
    expect(lastQuery().params).toMatchObject({ client: ['Pimkie'] });
  });

  it('with suggestions takes typed values when they cannot be read', async () => {
    fakeBackend((request) => {
      if (!request.url.endsWith('/resources/datasets')) {
        throw fetchError(502, { message: 'Vigie does not answer' });
      }
      return answerFromCatalogue(request);
    });
    const { user, lastQuery } = setup(list());
    expect(await screen.findByText(/could not be listed \(.*Vigie does not answer/)).toBeInTheDocument();
    await user.click(screen.getByRole('combobox', { name: 'Client' }));
    await user.keyboard('April');
    await user.click(await screen.findByRole('option', { name: /April/ }));
    expect(lastQuery().params).toMatchObject({ client: ['April'] });
  });
});

describe('a stored query the catalogue does not match', () => {
  it('keeps a dataset that is not in the list', async () => {
    const { onChange } = setup({ dataset: 'tickets.gone', params: { class: 'open' } });
    expect(await screen.findByRole('alert', { name: 'Dataset “tickets.gone” is not in the list' })).toBeInTheDocument();
    expect(await datasetPicker()).toHaveValue('tickets.gone');
    expect(screen.getByText('tickets.gone (class=open)')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('keeps unknown parameters until someone removes them', async () => {
    const { user, onChange, lastQuery } = setup(latest({ colour: 'red', limit: 4 }));
    expect(await screen.findByText('colour = "red"')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Remove colour' }));
    expect(lastQuery().params).toEqual({ limit: 4 });
    expect(screen.queryByText('colour = "red"')).not.toBeInTheDocument();
  });

  it('says when a stored choice is none', async () => {
    setup(latest({ class: 'shut' }));
    expect(await screen.findByText('This value is not one of the choices.')).toBeInTheDocument();
    expect(screen.getByRole('combobox', { name: 'Class' })).toHaveValue('shut');
  });

  it('stored without parameters is shown', async () => {
    setup({ dataset: 'tickets.latest', params: undefined });
    expect(await screen.findByRole('combobox', { name: 'Class' })).toBeInTheDocument();
  });
});

describe('without a catalogue', () => {
  it('says that it is being read', async () => {
    setup(latest());
    expect(screen.getByText('Reading the list of datasets…')).toBeInTheDocument();
    await datasetPicker();
  });

  it('shows the backend’s sentence and the stored query, and tries again', async () => {
    fakeBackend(() => {
      throw fetchError(502, { title: 'Bad Gateway', code: 'token_unknown', detail: 'Vigie refuses the token.' });
    });
    const { user, onChange } = setup(latest({ limit: 4 }));
    const alert = await screen.findByRole('alert', { name: 'The list of datasets could not be read' });
    expect(alert).toHaveTextContent('Vigie refuses the token.');
    expect(alert).toHaveTextContent('tickets.latest (limit=4)');

    fakeBackend(answerFromCatalogue);
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await datasetPicker()).toHaveValue('Latest tickets (tickets.latest)');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('says when the token opens no dataset', async () => {
    fakeBackend(() => ({ datasets: [] }));
    setup({});
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('No dataset is open to this data source'));
  });
});

import { render, screen } from '@testing-library/react';
import React from 'react';

import { speakFrench } from '../../test/speakFrench';
import french from '../locales/fr-FR/agitel-vigie-datasource.json';
import pluginJson from '../plugin.json';
import { answerFromCatalogue, fakeBackend, fakeDatasource } from '../test/fakes';
import { QueryEditor } from './QueryEditor';

describe('the editor in French', () => {
  it('takes its own texts and those of the catalogue from the same language', async () => {
    await speakFrench(pluginJson.id, french);
    fakeBackend(answerFromCatalogue);
    const query = { refId: 'A', dataset: 'tickets.latest', params: { colour: 'rouge' } };
    render(<QueryEditor datasource={fakeDatasource()} query={query} onChange={jest.fn()} onRunQuery={jest.fn()} />);
    expect(await screen.findByRole('combobox', { name: 'Jeu de données' })).toHaveValue(
      'Derniers tickets (tickets.latest)'
    );
    expect(screen.getByRole('combobox', { name: 'Classe' })).toHaveAttribute(
      'placeholder',
      'Par défaut\u00a0: Ouverts'
    );
    expect(screen.getByText('Colonnes (2)')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Retirer colour' })).toBeInTheDocument();
  });
});

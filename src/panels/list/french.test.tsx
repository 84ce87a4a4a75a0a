import { render, screen } from '@testing-library/react';
import React from 'react';

import { speakFrench } from '../../test/speakFrench';
import { ANSWERED_AT, answerOf, frameOf, panelProps } from '../test/panelProps';
import { ListPanel } from './ListPanel';
import french from './locales/fr-FR/agitel-vigie-list-panel.json';
import { DEFAULT_OPTIONS } from './options';
import pluginJson from './plugin.json';

describe('a list in French', () => {
  it('has its names, words and times in one language', async () => {
    jest.useFakeTimers({ now: ANSWERED_AT });
    await speakFrench(pluginJson.id, french);
    const frame = frameOf([
      { name: 'title', type: 'string', values: ['VPN'] },
      { name: 'priority', type: 'string', values: ['Critique'] },
      { name: 'created', type: 'time', values: [ANSWERED_AT - 12 * 60_000] },
      { name: 'due_at', type: 'time', values: [ANSWERED_AT - 150 * 60_000] },
      { name: 'level', type: 'string', values: ['breached'] },
      { name: 'percent', type: 'number', unit: 'percent', values: [33.4] },
    ]);
    render(<ListPanel {...panelProps(answerOf([frame]), DEFAULT_OPTIONS)} />);
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Titre',
      'Priorité',
      'Créé',
      'Échéance',
      'Niveau',
      'Part',
    ]);
    const [, row] = screen.getAllByRole('row');
    expect(row).toHaveTextContent('‼ Critique');
    expect(row).toHaveTextContent(/il y a 12.min/);
    expect(row).toHaveTextContent(/‼ dépassée de 2.h/);
    expect(row).toHaveTextContent(/33,4.%/);
  });
});

import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import React from 'react';

import { fetchError, serve } from '../../test/grafana';
import type { Check } from './doctor';
import { DoctorReport } from './DoctorReport';

const check = (part: string, state: Check['state'], advice?: string): Check => ({
  part,
  state,
  text: { fr: `${part} en français`, en: `${part} in English` },
  ...(advice && { advice: { fr: advice, en: advice } }),
});

const texts = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

/** Answers with these checks, or fails; resolves when asked for again. */
function examineWith(...answers: Array<Check[] | ReturnType<typeof fetchError>>) {
  return serve(() => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (!Array.isArray(answer)) {
      throw answer;
    }
    return { data: { checkedAt: '2024-07-22T08:00:00Z', checks: answer } };
  });
}

describe('DoctorReport', () => {
  it('names what is wrong first, and folds away what is well', async () => {
    const requests = examineWith([
      check('store', 'ok'),
      check('tokens', 'warning', 'Make a new one.'),
      check('counters', 'failed'),
    ]);
    const { container } = render(<DoctorReport />);
    expect(screen.getByText('Examining every part…')).toBeInTheDocument();
    expect(await screen.findByText('Examined on 2024-07-22 08:00:00')).toBeInTheDocument();
    expect(texts()).toEqual([
      'FailedShop counterscounters in English',
      'To look atTokenstokens in EnglishMake a new one.',
    ]);
    expect((await axe(container)).violations).toEqual([]);

    await userEvent.click(screen.getByRole('button', { name: 'Parts that are well: 1' }));
    expect(texts()).toContain('WellVigie and its storestore in English');
    expect(requests.map(({ url }) => url)).toEqual(['/api/datasources/uid/vigie/resources/doctor']);
  });

  it('does not say again what the page shows already', async () => {
    examineWith([check('data', 'warning'), check('source lyon', 'failed')]);
    render(<DoctorReport findings={[{ code: 'unmapped_status', text: { en: 'data in English' } }]} />);
    expect(await screen.findByText('Source lyon')).toBeInTheDocument();
    expect(screen.queryByText('data in English')).not.toBeInTheDocument();
  });

  it('says that all is well', async () => {
    examineWith([check('store', 'ok')]);
    render(<DoctorReport />);
    expect(await screen.findByText('Every part is well.')).toBeInTheDocument();
    expect(texts()).toEqual([]);
  });

  it('examines again when asked, and keeps what was found when that fails', async () => {
    const requests = examineWith([check('store', 'warning')], fetchError(504, { detail: 'Too slow.' }));
    render(<DoctorReport />);
    await screen.findByText('store in English');
    await userEvent.click(screen.getByRole('button', { name: 'Examine again' }));
    const alert = await screen.findByRole('alert', { name: 'The installation could not be examined' });
    expect(within(alert).getByText('Too slow.')).toBeInTheDocument();
    expect(screen.getByText('store in English')).toBeInTheDocument();
    expect(requests).toHaveLength(2);
  });

  it('says where the examination is when this organisation may not see it', async () => {
    examineWith(fetchError(403, { code: 'scope_missing', detail: 'All enterprises.' }));
    render(<DoctorReport />);
    expect(
      await screen.findByRole('status', { name: 'The examination is shown in the main organisation' })
    ).toBeInTheDocument();
  });
});

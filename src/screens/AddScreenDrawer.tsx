import { t } from '@grafana/i18n';
import { Alert, Button, Combobox, Drawer, Input, Stack } from '@grafana/ui';
import React, { useState } from 'react';

import { FormField } from '../components/FormField';
import { SavedLink } from './SavedLink';
import { makeScreen, type ScreenPage, type Screens } from './screen';
import { pageText, problemText } from './texts';

interface Props {
  org: NonNullable<Screens['org']>;
  /** Something changed, or may have. */
  onChanged: () => void;
  onClose: () => void;
}

const PAGES: ScreenPage[] = ['playlist', 'board', 'clients', 'part', 'history', 'sources'];
const DAYS = [30, 365, 1095];

/** Makes a screen beside the list, and shows its link. */
export function AddScreenDrawer({ org, onChanged, onClose }: Props) {
  const [name, setName] = useState('');
  const [page, setPage] = useState<ScreenPage>('playlist');
  const [expiresInDays, setExpiresInDays] = useState(365);
  const [making, setMaking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [link, setLink] = useState<string>();

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || making) {
      return;
    }
    setMaking(true);
    setProblem(undefined);
    try {
      setLink(await makeScreen({ name, page, expiresInDays }, org));
    } catch (failure) {
      setProblem(problemText(failure));
    }
    setMaking(false);
    onChanged();
  };

  return (
    <Drawer title={t('screens.addTitle', 'Add a screen')} size="sm" closeOnMaskClick={!link} onClose={onClose}>
      {link ? (
        <Stack direction="column" gap={2} alignItems="flex-start">
          <div role="status">
            <SavedLink name={name.trim()} link={link} />
          </div>
          <Button autoFocus onClick={onClose}>
            {t('screens.passedOn', 'I have copied it')}
          </Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack direction="column" gap={2}>
            {problem !== undefined && (
              <Alert severity="error" bottomSpacing={0} title={t('screens.notMade', 'The screen is not made')}>
                {problem}
              </Alert>
            )}
            <FormField label={t('screens.field.name', 'Name')} required>
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  maxLength={60}
                  autoComplete="off"
                  placeholder={t('screens.field.namePlaceholder', 'Where it hangs')}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              )}
            </FormField>
            <FormField label={t('screens.field.page', 'Shows')}>
              {(control) => (
                <Combobox
                  {...control}
                  options={PAGES.map((value) => ({ value, label: pageText(value) }))}
                  value={page}
                  onChange={({ value }) => setPage(value)}
                />
              )}
            </FormField>
            <FormField label={t('screens.field.expires', 'The link is valid for')}>
              {(control) => (
                <Combobox
                  {...control}
                  options={DAYS.map((value) => ({ value, label: daysText(value) }))}
                  value={expiresInDays}
                  onChange={({ value }) => setExpiresInDays(value)}
                />
              )}
            </FormField>
            <Stack gap={1}>
              <Button type="submit" disabled={name.trim() === '' || making}>
                {t('screens.make', 'Make its link')}
              </Button>
              <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
                {t('screens.cancel', 'Cancel')}
              </Button>
            </Stack>
          </Stack>
        </form>
      )}
    </Drawer>
  );
}

function daysText(days: number): string {
  switch (days) {
    case 30:
      return t('screens.expires.month', '30 days');
    case 365:
      return t('screens.expires.year', '1 year');
    default:
      return t('screens.expires.threeYears', '3 years');
  }
}

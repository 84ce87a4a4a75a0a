import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';

import type { Membership } from '../account';
import type { AccountPart, PartFailure } from '../grafana/updateAccount';
import { roleText } from '../texts';
import type { SaveFailure } from './useSaveAccount';

interface Props {
  failure: SaveFailure;
  /** Reads the account again and throws away what was typed. */
  onReload: () => void;
}

/** What was changed, what was not, how things are now, and what to do. */
export function SaveFailureNotice({ failure, onReload }: Props) {
  switch (failure.kind) {
    case 'refused':
      return (
        <Alert severity="error" bottomSpacing={0} title={t('accounts.notSaved', 'The account is not saved')}>
          {t('accounts.correctFields', 'Correct what is marked below.')}
        </Alert>
      );
    case 'changedMeanwhile':
      return (
        <Alert
          severity="warning"
          bottomSpacing={0}
          title={t('accounts.changedMeanwhile', 'Somebody else changed this account meanwhile')}
        >
          <Stack direction="column" gap={1} alignItems="flex-start">
            {t('accounts.changedMeanwhileExplanation', 'Nothing was saved.')}
            <Button size="sm" variant="secondary" icon="sync" onClick={onReload}>
              {t('accounts.reload', 'Read the account again')}
            </Button>
          </Stack>
        </Alert>
      );
    case 'leftBehind':
      return (
        <Alert
          severity="error"
          bottomSpacing={0}
          title={t('accounts.leftBehind', 'The account was created, but it is not in its enterprise')}
        >
          <Stack direction="column" gap={1}>
            <span>{failure.error.message}</span>
            <span>
              {t('accounts.leftBehindExplanation', 'It could not be deleted again either: delete it in the list.')}
            </span>
          </Stack>
        </Alert>
      );
    case 'failed':
      return (
        <Alert severity="error" bottomSpacing={0} title={t('accounts.notSaved', 'The account is not saved')}>
          {failure.error.message}
        </Alert>
      );
    case 'partFailed':
      return <PartFailed failure={failure.failure} done={failure.done} />;
  }
}

function PartFailed({ failure, done }: { failure: PartFailure; done: AccountPart[] }) {
  return (
    <Alert severity="error" bottomSpacing={0} title={titleOf(failure)}>
      <Stack direction="column" gap={1}>
        <span>{(failure.part === 'place' ? failure.outcome.error : failure.error).message}</span>
        {failure.part === 'place' && failure.outcome.state === 'stuck' && (
          <StuckExplanation memberships={failure.outcome.memberships} />
        )}
        {failure.part === 'place' && failure.outcome.state === 'unknown' && (
          <span>
            {t(
              'accounts.place.unknownExplanation',
              'Grafana does not answer, so that nobody knows in which enterprises the account is. Search for it in the list when Grafana answers again.'
            )}
          </span>
        )}
        {done.includes('profile') && <span>{t('accounts.done.profile', 'Login, name and e-mail are saved.')}</span>}
        {done.includes('password') && <span>{t('accounts.done.password', 'The password is saved.')}</span>}
      </Stack>
    </Alert>
  );
}

function titleOf(failure: PartFailure): string {
  if (failure.part !== 'place') {
    return failure.part === 'profile'
      ? t('accounts.notSaved', 'The account is not saved')
      : t('accounts.passwordNotSaved', 'The password is not changed');
  }
  switch (failure.outcome.state) {
    case 'undone':
      return t('accounts.place.undone', 'Enterprise and role are as before: the change failed and was taken back');
    case 'stuck':
      return t('accounts.place.stuck', 'The change of enterprise stopped half-way');
    case 'unknown':
      return t('accounts.place.unknown', 'It is not known whether enterprise and role changed');
  }
}

function StuckExplanation({ memberships }: { memberships: Membership[] }) {
  return (
    <>
      <span>{t('accounts.place.now', 'The account is now in:')}</span>
      <ul>
        {memberships.map(({ orgId, orgName, role }) => (
          <li key={orgId}>
            {orgName} ({roleText(role)})
          </li>
        ))}
      </ul>
      <span>{t('accounts.place.stuckExplanation', 'Choose the enterprise it belongs to and save again.')}</span>
    </>
  );
}

import { t } from '@grafana/i18n';
import { Alert, Button, Input, Modal, Stack } from '@grafana/ui';
import React, { useState } from 'react';

import { FormField } from '../components/FormField';
import { endScreen, renameScreen, type Screen } from './screen';
import { problemText } from './texts';

interface Props {
  screen: Screen;
  onDone: () => void;
  onCancel: () => void;
}

/** Asks before a screen ends. */
export function RevokeDialog({ screen, onDone, onCancel }: Props) {
  const { name } = screen;
  return (
    <ScreenDialog
      title={t('screens.revokeTitle', 'Revoke the screen {{name}}?', { name, interpolation: { escapeValue: false } })}
      failed={t('screens.notRevoked', 'The screen is not revoked')}
      confirm={t('screens.revoke', 'Revoke')}
      destructive
      onConfirm={() => endScreen(screen)}
      onDone={onDone}
      onCancel={onCancel}
    >
      <p>
        {t(
          'screens.revokeBody',
          'Its link and what it shows end now: the page in its browser leads to the log-in. For a new link, add it again.'
        )}
      </p>
    </ScreenDialog>
  );
}

/** Gives a screen another name. */
export function RenameDialog({ screen, onDone, onCancel }: Props) {
  const [name, setName] = useState(screen.name);
  return (
    <ScreenDialog
      title={t('screens.renameTitle', 'Rename a screen')}
      failed={t('screens.notRenamed', 'The screen is not renamed')}
      confirm={t('screens.rename', 'Rename')}
      disabled={name.trim() === ''}
      onConfirm={() => renameScreen(screen, name)}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label={t('screens.field.name', 'Name')} required>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
      </FormField>
    </ScreenDialog>
  );
}

interface DialogProps extends Omit<Props, 'screen'> {
  title: string;
  /** Before the reason of a failure. */
  failed: string;
  confirm: string;
  destructive?: boolean;
  disabled?: boolean;
  onConfirm: () => Promise<unknown>;
  children: React.ReactNode;
}

function ScreenDialog({
  title,
  failed,
  confirm,
  destructive = false,
  disabled = false,
  onConfirm,
  onDone,
  onCancel,
  children,
}: DialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (disabled || busy) {
      return;
    }
    setBusy(true);
    try {
      await onConfirm();
      onDone();
    } catch (failure) {
      setProblem(problemText(failure));
      setBusy(false);
    }
  };
  return (
    <Modal isOpen title={title} onDismiss={onCancel}>
      <form onSubmit={submit}>
        <Stack direction="column" gap={2}>
          {problem !== undefined && (
            <Alert severity="error" bottomSpacing={0} title={failed}>
              {problem}
            </Alert>
          )}
          {children}
        </Stack>
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onCancel}>
            {t('screens.cancel', 'Cancel')}
          </Button>
          <Button type="submit" variant={destructive ? 'destructive' : 'primary'} disabled={disabled || busy}>
            {confirm}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

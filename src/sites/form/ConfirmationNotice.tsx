import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

import type { FieldProblem } from '../../api/requestError';
import { pickText } from '../../text/localizedText';

interface Props {
  /** What to look at once more, field by field. */
  questions: FieldProblem[];
  saving: boolean;
  onConfirm: () => void;
  onDismiss: () => void;
}

/** Asks whether a name or a code that looks like another one is meant; nothing is saved until then. */
export function ConfirmationNotice({ questions, saving, onConfirm, onDismiss }: Props) {
  const language = t('language', 'en');
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), [questions]);
  return (
    <div ref={notice} tabIndex={-1}>
      <Alert
        severity="warning"
        bottomSpacing={0}
        title={t('sites.confirmation.title', 'Nothing is saved yet: please look once more')}
      >
        <Stack direction="column" gap={2}>
          {questions.map(({ field, message, text }) => (
            <div key={field}>{pickText(text, language, message)}</div>
          ))}
          <Stack gap={1} wrap="wrap">
            <Button type="button" size="sm" disabled={saving} onClick={onConfirm}>
              {t('sites.confirmation.add', 'Add it as it is')}
            </Button>
            <Button type="button" size="sm" variant="secondary" disabled={saving} onClick={onDismiss}>
              {t('sites.confirmation.correct', 'Correct it')}
            </Button>
          </Stack>
        </Stack>
      </Alert>
    </div>
  );
}

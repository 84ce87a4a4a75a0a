import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, Stack, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';
import { type Control, useWatch } from 'react-hook-form';

import type { Site } from '../site';
import { conflictRows } from './conflictRows';
import type { SiteValues } from './formValues';

interface Props {
  /** The site as the form began with it. */
  before: Site;
  /** The site as somebody else left it. */
  theirs: Site;
  /** Of the form, which goes on while the notice is shown. */
  control: Control<SiteValues>;
  saving: boolean;
  onReload: () => void;
  onKeepMine: () => void;
}

/** What somebody else changed beside what was typed here, and the choice between the two. */
export function ConflictNotice({ before, theirs, control, saving, onReload, onKeepMine }: Props) {
  const styles = useStyles2(getStyles);
  const mine = useWatch({ control, compute: (values: SiteValues) => values });
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), [theirs]);
  return (
    <div ref={notice} tabIndex={-1}>
      <Alert
        severity="warning"
        bottomSpacing={0}
        title={t('sites.conflict.title', 'Somebody else changed this counter meanwhile')}
      >
        <Stack direction="column" gap={2}>
          {t('sites.conflict.explanation', 'Nothing is saved yet, and what you typed is still in the form below.')}
          <table className={styles.table} aria-label={t('sites.conflict.table', 'Differences')}>
            <thead>
              <tr>
                <th scope="col">{t('sites.conflict.field', 'Field')}</th>
                <th scope="col">{t('sites.conflict.before', 'Before')}</th>
                <th scope="col">{t('sites.conflict.theirs', 'Theirs')}</th>
                <th scope="col">{t('sites.conflict.mine', 'Yours')}</th>
              </tr>
            </thead>
            <tbody>
              {conflictRows(before, theirs, mine).map((row) => (
                <tr key={row.title}>
                  <th scope="row">{row.title}</th>
                  <td>{row.before}</td>
                  <td>{row.theirs ?? t('sites.conflict.unchanged', 'unchanged')}</td>
                  <td>{row.mine ?? t('sites.conflict.unchanged', 'unchanged')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Stack gap={1} wrap="wrap">
            <Button type="button" size="sm" disabled={saving} onClick={onKeepMine}>
              {t('sites.conflict.keepMine', 'Keep mine and save on theirs')}
            </Button>
            <Button type="button" size="sm" variant="secondary" disabled={saving} onClick={onReload}>
              {t('sites.conflict.reload', 'Drop mine and reload')}
            </Button>
          </Stack>
        </Stack>
      </Alert>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    'th, td': { padding: theme.spacing(0.5, 1, 0.5, 0), textAlign: 'left', overflowWrap: 'anywhere' },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
});

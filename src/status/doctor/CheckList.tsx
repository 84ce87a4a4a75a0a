import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, type BadgeColor, Collapse, type IconName, Text, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import { pickText } from '../../text/localizedText';
import { type Check, CHECK_STATES, type CheckState } from './doctor';
import { partTitle } from './partTitle';

/** The checks, what is wrong first; what is well is folded away. */
export function CheckList({ checks }: { checks: Check[] }) {
  const [open, setOpen] = useState(false);
  const wrong = CHECK_STATES.flatMap((state) => checks.filter((check) => check.state === state && state !== 'ok'));
  const well = checks.filter(({ state }) => state === 'ok');
  return (
    <div>
      {wrong.length === 0 && <Text>{t('status.doctor.allWell', 'Every part is well.')}</Text>}
      <Checks checks={wrong} />
      {well.length > 0 && (
        <Collapse
          label={t('status.doctor.well', 'Parts that are well: {{total}}', { total: well.length })}
          isOpen={open}
          onToggle={setOpen}
        >
          <Checks checks={well} />
        </Collapse>
      )}
    </div>
  );
}

function Checks({ checks }: { checks: Check[] }) {
  const styles = useStyles2(getStyles);
  const language = t('language', 'en');
  return (
    <ul className={styles.list}>
      {checks.map(({ part, state, text, advice }) => (
        <li key={`${part} ${text.en}`} className={styles.check}>
          <Badge {...appearance(state)} className={styles.badge} />
          <div>
            <Text weight="medium">{partTitle(part)}</Text>
            <div>{pickText(text, language)}</div>
            {advice && <Text color="secondary">{pickText(advice, language)}</Text>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function appearance(state: CheckState): { text: string; color: BadgeColor; icon: IconName } {
  switch (state) {
    case 'failed':
      return { text: t('status.doctor.state.failed', 'Failed'), color: 'red', icon: 'exclamation-triangle' };
    case 'warning':
      return { text: t('status.doctor.state.warning', 'To look at'), color: 'orange', icon: 'exclamation-circle' };
    case 'ok':
      return { text: t('status.doctor.state.ok', 'Well'), color: 'green', icon: 'check' };
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none' }),
  check: css({
    display: 'grid',
    gridTemplateColumns: '110px 1fr',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  badge: css({ justifySelf: 'start', alignSelf: 'start' }),
});

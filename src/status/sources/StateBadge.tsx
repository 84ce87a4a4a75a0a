import { t } from '@grafana/i18n';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import React from 'react';

import type { SourceState } from '../status';

function appearance(state: SourceState): { text: string; color: BadgeColor; icon: IconName } {
  switch (state) {
    case 'ok':
      return { text: t('status.state.ok', 'Up to date'), color: 'green', icon: 'check' };
    case 'late':
      return { text: t('status.state.late', 'Late'), color: 'orange', icon: 'clock-nine' };
    case 'down':
      return { text: t('status.state.down', 'Down'), color: 'red', icon: 'exclamation-triangle' };
    case 'reading':
      return { text: t('status.state.reading', 'First reading'), color: 'blue', icon: 'sync' };
    default:
      return { text: state, color: 'darkgrey', icon: 'question-circle' };
  }
}

/** A source's state in colour, sign and word. A state this version does not know is shown as it is. */
export function StateBadge({ state }: { state: SourceState }) {
  return <Badge {...appearance(state)} />;
}

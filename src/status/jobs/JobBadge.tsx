import { t } from '@grafana/i18n';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import React from 'react';

import type { JobRun } from './job';

function appearance(state: JobRun['state']): { text: string; color: BadgeColor; icon: IconName } {
  switch (state) {
    case 'pending':
      return { text: t('status.jobs.state.pending', 'To be done'), color: 'blue', icon: 'clock-nine' };
    case 'running':
      return { text: t('status.jobs.state.running', 'Under way'), color: 'blue', icon: 'sync' };
    case 'done':
      return { text: t('status.jobs.state.done', 'Done'), color: 'green', icon: 'check' };
    case 'failed':
      return { text: t('status.jobs.state.failed', 'Failed'), color: 'red', icon: 'exclamation-triangle' };
    case 'missed':
      return { text: t('status.jobs.state.missed', 'Missed'), color: 'orange', icon: 'exclamation-circle' };
    default:
      return { text: state, color: 'darkgrey', icon: 'question-circle' };
  }
}

/** What became of a run, in colour, sign and word. A state this version does not know is shown as it is. */
export function JobBadge({ state }: { state: JobRun['state'] }) {
  return <Badge {...appearance(state)} />;
}

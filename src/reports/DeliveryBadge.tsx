import { t } from '@grafana/i18n';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import React from 'react';

import type { ReportDelivery } from './report';

function appearance(state: ReportDelivery['state']): { text: string; color: BadgeColor; icon: IconName } {
  switch (state) {
    case 'pending':
      return { text: t('reports.state.pending', 'To be sent'), color: 'blue', icon: 'clock-nine' };
    case 'sending':
      return { text: t('reports.state.sending', 'Being sent'), color: 'blue', icon: 'sync' };
    case 'sent':
      return { text: t('reports.state.sent', 'Sent'), color: 'green', icon: 'check' };
    case 'failed':
      return { text: t('reports.state.failed', 'Not sent'), color: 'red', icon: 'exclamation-triangle' };
    case 'maybe_sent':
      return { text: t('reports.state.maybeSent', 'Perhaps sent'), color: 'orange', icon: 'question-circle' };
    case 'missed':
      return { text: t('reports.state.missed', 'Missed'), color: 'orange', icon: 'exclamation-circle' };
    default:
      return { text: state, color: 'darkgrey', icon: 'question-circle' };
  }
}

/** What became of a due time, in colour, sign and word. A state this version does not know is shown as it is. */
export function DeliveryBadge({ state }: { state: ReportDelivery['state'] }) {
  return <Badge {...appearance(state)} />;
}

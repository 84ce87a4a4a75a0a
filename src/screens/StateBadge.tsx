import { t } from '@grafana/i18n';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import React from 'react';

import type { Screen } from './screen';

function appearance(state: Screen['state']): { text: string; color: BadgeColor; icon: IconName } {
  switch (state) {
    case 'ok':
      return { text: t('screens.state.ok', 'On'), color: 'green', icon: 'check' };
    case 'silent':
      return { text: t('screens.state.silent', 'Silent'), color: 'red', icon: 'exclamation-triangle' };
    case 'off':
      return { text: t('screens.state.off', 'Off, outside its hours'), color: 'darkgrey', icon: 'clock-nine' };
    case 'never':
      return { text: t('screens.state.never', 'Never opened'), color: 'blue', icon: 'question-circle' };
    case 'unfinished':
      return { text: t('screens.state.unfinished', 'Not finished'), color: 'orange', icon: 'exclamation-circle' };
    case 'expired':
      return { text: t('screens.state.expired', 'Link has ended'), color: 'red', icon: 'clock-nine' };
    case 'revoked':
      return { text: t('screens.state.revoked', 'Revoked'), color: 'darkgrey', icon: 'ban' };
    default:
      return { text: state, color: 'darkgrey', icon: 'question-circle' };
  }
}

/** How a screen is, in colour, sign and word. A state this version does not know is shown as it is. */
export function StateBadge({ state }: { state: Screen['state'] }) {
  return <Badge {...appearance(state)} />;
}

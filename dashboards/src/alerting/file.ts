import { stringify } from 'yaml';

import { contactPoints, policies, templates } from './notifications.ts';
import { ruleGroups } from './rules.ts';
import type { AlertingTexts } from './texts.ts';

const HEADING = `# Alert rules, their messages and where these go. Generated: see dashboards/src/alerting.
`;

/** The alerting of the main organisation as a file of Grafana's provisioning. */
export function alertingFile(texts: AlertingTexts): string {
  const content = {
    apiVersion: 1,
    groups: ruleGroups(texts),
    templates: templates(texts),
    contactPoints: contactPoints(texts),
    policies: policies(texts),
  };
  return HEADING + stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
}

import { MESSAGE, messageTemplates, SUBJECT } from './message.ts';
import type { AlertingTexts } from './texts.ts';

const SUBJECT_CALL = `{{ template "${SUBJECT}" . }}`;
const MESSAGE_CALL = `{{ template "${MESSAGE}" . }}`;

/** The message's templates, e-mail and Teams, as Grafana's file provisioning reads them. */
export function templates(texts: AlertingTexts): object[] {
  return [{ orgId: 1, name: 'vigie', template: messageTemplates(texts) }];
}

/**
 * Where messages go is in the environment. Grafana does not start with a contact point that has no address, so each
 * setting holds something that is harmless without its variable: `;` separates addresses, and `{{/* *}}` is a template's
 * comment, gone from the address when a message is sent.
 */
export function contactPoints({ contactPoints: names }: AlertingTexts): object[] {
  return [
    {
      orgId: 1,
      name: names.email,
      receivers: [
        {
          uid: 'vigie-email',
          type: 'email',
          settings: { addresses: '$VIGIE_ALERT_EMAIL;', subject: SUBJECT_CALL, message: MESSAGE_CALL },
        },
      ],
    },
    {
      orgId: 1,
      name: names.teams,
      receivers: [
        {
          uid: 'vigie-teams',
          type: 'teams',
          settings: { url: '$VIGIE_TEAMS_WEBHOOK_URL{{/* */}}', title: SUBJECT_CALL, message: MESSAGE_CALL },
        },
      ],
    },
  ];
}

/**
 * One message for each rule and enterprise, to every channel that is configured. The alerts of the board have no
 * enterprise and are grouped by rule.
 */
export function policies({ contactPoints: names }: AlertingTexts): object[] {
  return [
    {
      orgId: 1,
      receiver: names.email,
      group_by: ['alertname', 'enterprise'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '24h',
      routes: [whenSet('VIGIE_ALERT_EMAIL', names.email), whenSet('VIGIE_ALERT_TEAMS', names.teams)],
    },
  ];
}

/** No alert has the label `unset`, whose value is then empty: the matcher holds exactly when the variable has a value. */
function whenSet(variable: string, receiver: string): object {
  return { receiver, object_matchers: [['unset', '!=', `$${variable}`]], continue: true };
}

import type { EmailContactPoint } from '../../../backend/src/grafana/alerting/generated.ts';
import { ALERTS_PAGE } from '../counters/addresses.ts';
import { CARD, MAIL, messageTemplates, SUBJECT } from './message.ts';
import type { AlertingTexts } from './texts.ts';

/** The name under which Grafana keeps the templates of the messages. */
export const TEMPLATE = 'vigie';

/** The message's templates, e-mail and Teams, as Grafana's file provisioning reads them. */
export function templates(texts: AlertingTexts): object[] {
  const page = { uid: ALERTS_PAGE, label: texts.message.seeAlerts };
  return [{ orgId: 1, name: TEMPLATE, template: messageTemplates(texts, page) }];
}

/**
 * What Grafana's e-mail says, and to whom.
 *
 * @param addresses - separated by `;`
 */
export function emailSettings(addresses: string): EmailContactPoint['settings'] {
  return { addresses, subject: call(SUBJECT), message: call(MAIL) };
}

/** Uid of the contact point for e-mail, in every organisation. */
export const EMAIL_UID = 'vigie-email';

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
      receivers: [{ uid: EMAIL_UID, type: 'email', settings: emailSettings('$VIGIE_ALERT_EMAIL;') }],
    },
    {
      orgId: 1,
      name: names.teams,
      receivers: [
        {
          uid: 'vigie-teams',
          type: 'teams',
          settings: { url: '$VIGIE_TEAMS_WEBHOOK_URL{{/* */}}', title: call(SUBJECT), message: call(CARD) },
        },
      ],
    },
  ];
}

/**
 * One message for each rule and enterprise; those without an enterprise are grouped by rule. Durations stand as Grafana
 * gives them back, so that what it holds can be compared with this: `1d`, not `24h`.
 */
export const GROUPING = {
  group_by: ['alertname', 'enterprise'],
  group_wait: '30s',
  group_interval: '5m',
  repeat_interval: '1d',
};

/** Every message goes to each channel that is configured. */
export function policies({ contactPoints: names }: AlertingTexts): object[] {
  return [
    {
      orgId: 1,
      receiver: names.email,
      ...GROUPING,
      routes: [whenSet('VIGIE_ALERT_EMAIL', names.email), whenSet('VIGIE_ALERT_TEAMS', names.teams)],
    },
  ];
}

/** No alert has the label `unset`, whose value is then empty: the matcher holds exactly when the variable has a value. */
function whenSet(variable: string, receiver: string): object {
  return { receiver, object_matchers: [['unset', '!=', `$${variable}`]], continue: true };
}

function call(template: string): string {
  return `{{ template "${template}" . }}`;
}

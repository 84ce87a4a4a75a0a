import type { AlertingTexts } from './texts.ts';

/** Lines of a message for each of the two lists; what is beyond is only counted. */
const LONGEST_LIST = 30;

/** Names of the templates, as contact points call them. */
export const SUBJECT = 'vigie.subject';
export const MESSAGE = 'vigie.message';

/**
 * The template group that both contact points use: a message is about one rule and one enterprise (see the policies), its
 * subject counts, its text lists.
 */
export function messageTemplates({ message }: AlertingTexts): string {
  return [
    define(
      SUBJECT,
      '[Vigie] {{ .CommonLabels.alertname }}{{ with .CommonLabels.enterprise }} · {{ . }}{{ end }} : ' +
        `{{ with .Alerts.Firing }}{{ len . }} ${message.firing}{{ end }}` +
        '{{ if and .Alerts.Firing .Alerts.Resolved }}, {{ end }}' +
        `{{ with .Alerts.Resolved }}{{ len . }} ${message.resolved}{{ end }}`
    ),
    define(
      MESSAGE,
      `{{ with .Alerts.Firing }}**${message.firingHeading}**\n{{ template "vigie.list" . }}\n{{ end }}` +
        `{{ with .Alerts.Resolved }}**${message.resolvedHeading}**\n{{ template "vigie.list" . }}\n{{ end }}` +
        `{{ .CommonAnnotations.description }}\n\n${message.seeAll} {{ reReplaceAll "/$" "" .ExternalURL }}/d/vigie-alerts`
    ),
    define(
      'vigie.list',
      `{{ if gt (len .) ${LONGEST_LIST} }}{{ template "vigie.lines" (slice . 0 ${LONGEST_LIST}) }}` +
        `- ${message.more[0]} {{ len (slice . ${LONGEST_LIST}) }} ${message.more[1]}\n` +
        '{{ else }}{{ template "vigie.lines" . }}{{ end }}'
    ),
    define(
      'vigie.lines',
      '{{ range . }}- {{ with .Labels.code }}{{ . }} · {{ end }}{{ with .Labels.city }}{{ . }} · {{ end }}' +
        '{{ .Annotations.summary }}\n{{ end }}'
    ),
  ].join('\n');
}

function define(name: string, text: string): string {
  return `{{ define "${name}" }}${text}{{ end }}`;
}

import type { AlertingTexts } from './texts.ts';

/** Lines of a message for each of the two lists; what is beyond is only counted. */
const LONGEST_LIST = 30;

/** Names of the templates, as contact points call them. */
export const SUBJECT = 'vigie.subject';
/** The text for e-mail: plain, since Grafana puts it line by line into its own letter. */
export const MAIL = 'vigie.mail';
/** The text for Teams, which reads Markdown. */
export const CARD = 'vigie.card';

/** The page a message leads to. */
export interface MessagePage {
  uid: string;
  /** Words before its address. */
  label: string;
}

/**
 * The template group that all contact points use: a message is about one rule and one enterprise (see the policies), its
 * subject counts, its text lists.
 */
export function messageTemplates({ message }: AlertingTexts, page: MessagePage): string {
  const text = (heading: (words: string) => string): string =>
    `{{ with .Alerts.Firing }}${heading(message.firingHeading)}\n{{ template "vigie.list" . }}\n{{ end }}` +
    `{{ with .Alerts.Resolved }}${heading(message.resolvedHeading)}\n{{ template "vigie.list" . }}\n{{ end }}` +
    `{{ .CommonAnnotations.description }}\n\n${page.label} {{ template "vigie.page" . }}`;
  return [
    define(
      SUBJECT,
      `[Vigie] {{ .CommonLabels.alertname }}{{ with .CommonLabels.enterprise }} · {{ . }}{{ end }}${message.colon}` +
        `{{ with .Alerts.Firing }}{{ len . }} ${message.firing}{{ end }}` +
        '{{ if and .Alerts.Firing .Alerts.Resolved }}, {{ end }}' +
        `{{ with .Alerts.Resolved }}{{ len . }} ${message.resolved}{{ end }}`
    ),
    define(
      MAIL,
      text((words) => words)
    ),
    define(
      CARD,
      text((words) => `**${words}**`)
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
    // The page has the same uid in every organisation: without its number, members of several would land in another.
    define(
      'vigie.page',
      `{{ reReplaceAll "/$" "" .ExternalURL }}/d/${page.uid}{{ with (index .Alerts 0).OrgID }}?orgId={{ . }}{{ end }}`
    ),
  ].join('\n');
}

function define(name: string, text: string): string {
  return `{{ define "${name}" }}${text}{{ end }}`;
}

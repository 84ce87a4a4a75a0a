/** Whom a line of Grafana's `org_mapping` brings into which organisation. */
export interface MappingLine {
  /** As the identity provider names it; `*`: everybody. */
  group: string;
  /** Number or name of the organisation; `*`: all of them. */
  org: string;
  role: string;
}

/** What a person of a client is: an editor could ask the data source freely, an admin could read its token. */
export const CLIENT_ROLE = 'Viewer';

/**
 * A line as Grafana reads it: `group:organisation:role`, colons of the names escaped. Source: `splitOrgMapping` in
 * pkg/login/social/connectors/org_role_mapper.go (12.2 to 13.2).
 * @param line - without backslashes in its names, which no line can hold
 */
export function writeLine({ group, org, role }: MappingLine): string {
  return [group, org, role].map((part) => part.replaceAll(':', String.raw`\:`)).join(':');
}

/** Lines as a Grafana server holds them; those that it skips itself are left out. */
export function readLines(lines: readonly string[]): MappingLine[] {
  return lines.flatMap((line) => {
    const [group, org, role = CLIENT_ROLE, ...more] = line.split(/(?<!\\):/).map((part) => part.replaceAll('\\', ''));
    return group === undefined || org === undefined || org === '' || more.length > 0
      ? []
      : [{ group, org, role: ROLES.includes(role) ? role : CLIENT_ROLE }];
  });
}

/** Anything else counts as a viewer (`getRoleForInternalOrgMapping`). */
const ROLES: readonly string[] = ['None', 'Viewer', 'Editor', 'Admin'];

/**
 * Lines as the value of `org_mapping`, the same for `grafana.ini`, an environment variable and the page of Grafana: a JSON list, with
 * what the file takes for a comment, a quote or a variable (`#`, `;`, `` ` ``, `$`, `%`) and all that is not ASCII as `\u…`.
 */
export function writeSetting(lines: readonly MappingLine[]): string {
  return JSON.stringify(lines.map(writeLine)).replaceAll(/[^ !"&-:<-_a-~]/g, escaped);
}

function escaped(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * The lines of a value, read as Grafana does: a JSON list, or items with commas or spaces between them, in quotes where they have such
 * themselves. Source: `SplitStringWithError` in pkg/util/strings.go.
 * @param value - a list where it was set on Grafana's page, else a text
 */
export function readSetting(value: unknown): MappingLine[] {
  if (Array.isArray(value)) {
    return readLines(value.map(String));
  }
  const text = typeof value === 'string' ? value : '';
  if (!text.trimStart().startsWith('[')) {
    return readLines((text.match(/"[^"]+"|[^,\s]+/g) ?? []).map((item) => item.replaceAll(/^"+|"+$/g, '')));
  }
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? readLines(items.map(String)) : [];
  } catch {
    return [];
  }
}

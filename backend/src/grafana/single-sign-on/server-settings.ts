import { type GrafanaClient, GrafanaError } from '../api/client.ts';

/** A provider that people can log in through, with its settings by their names in `grafana.ini`. */
export interface SignOnProvider {
  /** `auth.generic_oauth` */
  section: string;
  settings: Readonly<Record<string, unknown>>;
}

/** Sections of `grafana.ini` that know `org_mapping` and are settings of OAuth. */
const SECTIONS = ['azuread', 'generic_oauth', 'okta', 'github', 'gitlab', 'google'].map((name) => `auth.${name}`);

/**
 * The providers that are on, as the server has them: what was set on its page counts before what stands in its file. Where the first may
 * not be read, the file alone is.
 * @returns undefined where the user may read neither
 */
export async function readSignOnProviders(client: GrafanaClient): Promise<SignOnProvider[] | undefined> {
  const all =
    (await unlessForbidden(() => readFromPage(client))) ?? (await unlessForbidden(() => readFromFile(client)));
  return all?.filter(({ section, settings }) => SECTIONS.includes(section) && String(settings['enabled']) === 'true');
}

/** `GET /api/v1/sso-settings`, names in camel case. An empty list is what it answers to somebody who may see none of them. */
async function readFromPage(client: GrafanaClient): Promise<SignOnProvider[] | undefined> {
  const found = await client.find<{ provider: string; settings: Record<string, unknown> }[]>('/api/v1/sso-settings');
  if (found === undefined || found.length === 0) {
    return undefined;
  }
  return found.map(({ provider, settings }) => ({
    section: `auth.${provider}`,
    settings: Object.fromEntries(Object.entries(settings).map(([name, value]) => [snakeCase(name), value])),
  }));
}

/** `GET /api/admin/settings`: every value is a text. */
async function readFromFile(client: GrafanaClient): Promise<SignOnProvider[]> {
  const bag = await client.get<Record<string, Record<string, string>>>('/api/admin/settings');
  return Object.entries(bag).map(([section, settings]) => ({ section, settings }));
}

async function unlessForbidden<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GrafanaError && error.status === 403) {
      return undefined;
    }
    throw error;
  }
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

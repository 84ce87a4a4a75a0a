import pluginJson from './plugin.json';

/** Base path of the app's pages. */
export const PLUGIN_BASE_URL = `/a/${pluginJson.id}`;

/** The data source has the same uid in every organisation, so that one dashboard serves all. */
export const DATASOURCE_UID = 'vigie';

/** Paths of the pages below {@link PLUGIN_BASE_URL}. */
export const ROUTES = {
  status: 'status',
} as const;

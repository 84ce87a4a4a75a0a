import pluginJson from './plugin.json';

/** Base path of the app's pages. */
export const PLUGIN_BASE_URL = `/a/${pluginJson.id}`;

/** The data source has the same uid in every organisation, so that one dashboard serves all. */
export const DATASOURCE_UID = 'vigie';

/** The backend's `/v1/…` as Grafana passes it on: the browser talks to Grafana only. */
export const RESOURCES_URL = `/api/datasources/uid/${DATASOURCE_UID}/resources`;

/** Paths of the pages below {@link PLUGIN_BASE_URL}. */
export const ROUTES = {
  home: 'home',
  accounts: 'accounts',
  sites: 'sites',
  alerts: 'alerts',
  screens: 'screens',
  reports: 'reports',
  status: 'status',
} as const;

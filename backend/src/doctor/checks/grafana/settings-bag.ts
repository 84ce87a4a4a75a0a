/** Grafana's effective settings by section and key, all as texts: `GET /api/admin/settings`. */
export type GrafanaSettingsBag = Record<string, Record<string, string> | undefined>;

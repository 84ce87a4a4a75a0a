/** The Grafana the demo brings when the machine has none; the plugin runs on 12.2 and later. */
export const GRAFANA_VERSION = '12.2.0';

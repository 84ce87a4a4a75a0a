/** Of dashboards, messages and Grafana itself; BCP 47. */
export type Language = 'fr-FR' | 'en-US';

/** Language and country of dashboards, messages and Grafana itself; BCP 47. */
export type Locale = 'fr-FR' | 'en-US';

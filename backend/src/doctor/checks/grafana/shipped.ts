import type { GrafanaSettingsBag } from './settings-bag.ts';

/**
 * Settings of `provisioning/grafana.ini` that let nobody in or out by themselves, but are what Vigie is tried and documented with. In
 * Grafana's own names and texts.
 */
export const SHIPPED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  analytics: {
    reporting_enabled: 'false',
    check_for_updates: 'false',
    check_for_plugin_updates: 'false',
    feedback_links_enabled: 'false',
  },
  news: { news_feed_enabled: 'false' },
  security: { disable_gravatar: 'true', content_security_policy: 'true' },
  dashboards: { min_refresh_interval: '30s' },
  unified_alerting: { alertmanager_config_poll_interval: '15s' },
  plugins: { preinstall_disabled: 'true', public_key_retrieval_disabled: 'true', plugin_admin_enabled: 'false' },
};

/** Those that are otherwise, as `[section] key = value`; what this Grafana does not have is not missed. */
export function notAsShipped(bag: GrafanaSettingsBag): string[] {
  return Object.entries(SHIPPED).flatMap(([section, keys]) =>
    Object.entries(keys)
      .filter(([key, value]) => (bag[section]?.[key] ?? value) !== value)
      .map(([key, value]) => `[${section}] ${key} = ${value}`)
  );
}

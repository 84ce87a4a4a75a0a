import type { GrafanaClient } from '../../../grafana/api/client.ts';
import { APP_SETTINGS } from '../../../grafana/resources/app.ts';
import { VERSION } from '../../../main/version.ts';
import { type Check, failed, warning } from '../../check.ts';
import { GRAFANA_TEXTS as TEXTS } from './texts.ts';

/** Whether Grafana has the plugin, and one that belongs to this backend. */
export async function checkPlugin(client: GrafanaClient): Promise<Check[]> {
  const settings = await client.find<{ info: { version: string } }>(APP_SETTINGS);
  if (settings === undefined) {
    return [failed('grafana', TEXTS.noPlugin(), TEXTS.installPlugin())];
  }
  const { version } = settings.info;
  const order = compareMinor(version, VERSION);
  if (order === 0) {
    return [];
  }
  return [
    order < 0
      ? warning('grafana', TEXTS.olderPlugin(version, VERSION), TEXTS.updatePlugin())
      : warning('grafana', TEXTS.olderBackend(version, VERSION), TEXTS.updateBackend()),
  ];
}

/**
 * Plugin and backend belong together when they share their minor version (docs/upgrade.md).
 *
 * @returns below 0 for an older plugin, above 0 for an older backend; 0 when they belong together, or one is no version
 */
function compareMinor(plugin: string, backend: string): number {
  const [ours, theirs] = [plugin, backend].map((version) => /^(\d+)\.(\d+)\.\d+/.exec(version)?.slice(1).map(Number));
  if (ours === undefined || theirs === undefined) {
    return 0;
  }
  return (ours[0] ?? 0) - (theirs[0] ?? 0) || (ours[1] ?? 0) - (theirs[1] ?? 0);
}

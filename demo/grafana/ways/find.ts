import { fromDocker } from './docker.ts';
import { fromDownload } from './download.ts';
import { fromEnvironment, fromPath, fromUsualFolders } from './installed.ts';
import type { GrafanaInstallation, Way } from './way.ts';

const WAYS: Way[] = [fromEnvironment, fromPath, fromUsualFolders, fromDocker, fromDownload];

/**
 * Looks for a Grafana way by way, saying each time what came of it.
 * @returns undefined when no way led to one.
 */
export async function findGrafana(say: (line: string) => void, ways = WAYS): Promise<GrafanaInstallation | undefined> {
  for (const way of ways) {
    const found = await way.find();
    if (typeof found !== 'string') {
      say(`Grafana: ${way.name} → ${found.kind === 'process' ? found.home : found.image}`);
      return found;
    }
    say(`Grafana: ${way.name}: ${found}`);
  }
  return undefined;
}

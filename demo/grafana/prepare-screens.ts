import type { GrafanaInstallation } from './ways/way.ts';

/** A Grafana with the plugin built for it, or what this machine needs for one, as an order. */
export type Screens = { grafana: GrafanaInstallation; missing?: never } | { grafana?: never; missing: string };

/** The steps, as far as they are another's. */
export interface Preparation {
  find: (say: (line: string) => void) => Promise<GrafanaInstallation | undefined>;
  /** @returns whether the whole plugin is built; what is wrong, if so, it has said. */
  build: () => Promise<boolean>;
  say: (line: string) => void;
}

/** A Grafana first, which many machines do not have; then the plugin for it. Without either the text board still comes. */
export async function prepareScreens({ find, build, say }: Preparation): Promise<Screens> {
  const grafana = await find(say);
  if (grafana === undefined) {
    return { missing: 'put a Grafana ≥ 12.2 on this machine (or GRAFANA_HOME=/its/folder)' };
  }
  if (!(await build())) {
    say('Grafana: left out, because the plugin could not be built whole (see above).');
    return { missing: 'see to what the build of the plugin said above' };
  }
  return { grafana };
}

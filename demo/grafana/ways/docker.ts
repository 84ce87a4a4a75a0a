import { spawnSync } from 'node:child_process';

import { GRAFANA_VERSION } from './version.ts';
import type { Way } from './way.ts';

/** Long enough for a daemon that lives, short enough not to hold the demo up. */
const PROBE_TIMEOUT_MS = 5_000;

export const fromDocker: Way = {
  name: 'Docker',
  find: async () => {
    const probe = spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], {
      timeout: PROBE_TIMEOUT_MS,
      encoding: 'utf8',
    });
    if (probe.error || probe.status !== 0) {
      return 'no Docker daemon answers';
    }
    return { kind: 'docker', image: `grafana/grafana-oss:${GRAFANA_VERSION}` };
  },
};

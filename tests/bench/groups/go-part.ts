import { spawnSync } from 'node:child_process';

import { atMost, type Measurement, told } from '../../measuring/report.ts';

/** What the Go part adds to a query: its own benchmark asks a loopback server directly and through the plugin in one run. */
export async function benchGoPart(root: string): Promise<Measurement[]> {
  const run = spawnSync('go', ['test', './pkg/plugin', '-run', '^$', '-bench', 'QueryData', '-benchtime', '2000x'], {
    cwd: root,
    encoding: 'utf8',
  });
  const metric = (name: string) => {
    const found = new RegExp(`([\\d.]+) ${name}`).exec(run.stdout)?.[1];
    if (run.status !== 0 || found === undefined) {
      throw new Error(`the Go benchmark did not tell ${name}:\n${run.stdout}${run.stderr}`);
    }
    return Number(found);
  };
  return [
    told('one call to the backend, asked directly: p95', metric('plain-p95-ms'), 'ms'),
    told('the same through the Go part: p95', metric('plugin-p95-ms'), 'ms'),
    atMost('what the Go part adds: p95', metric('added-p95-ms'), 3, 'ms'),
  ];
}

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';

import { tiedFolder } from '../../tests/servers/processes/tied-folder.ts';
import type { GrafanaInstallation } from './ways/way.ts';

/** Tells its own settings on the port that the environment names, and ends when that is taken: what a start relies on. */
const PROGRAM = `#!${process.execPath}
const { createServer } = require('node:http');
const { GF_SERVER_HTTP_PORT: port, GF_DEFAULT_INSTANCE_NAME: instance_name } = process.env;
createServer((request, response) => response.end(JSON.stringify({ DEFAULT: { instance_name } })))
  .on("error", () => process.exit(1))
  .listen(Number(port), '127.0.0.1');
`;

/** A folder that looks like a Grafana, with a program that starts and answers like one; for tests. */
export async function stubGrafana(t: Pick<TestContext, 'after'>): Promise<GrafanaInstallation & { kind: 'process' }> {
  const { path: home, remove } = tiedFolder();
  t.after(() => remove());
  const binary = path.join(home, 'bin', 'grafana');
  await Promise.all(['bin', 'conf', 'public'].map((name) => mkdir(path.join(home, name))));
  await writeFile(path.join(home, 'conf', 'defaults.ini'), '');
  await writeFile(binary, PROGRAM);
  await chmod(binary, 0o755);
  return { kind: 'process', binary, home };
}

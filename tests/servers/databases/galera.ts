import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

import { type TiedFolder, tiedFolder } from '../processes/tied-folder.ts';
import { installMariadb, mariadbMissing, type PrivateMariadb, startInstalled } from './mariadb.ts';

/** A node of a cluster, which answers on a port of this machine too. */
export interface GaleraNode extends PrivateMariadb {
  port: number;
  /**
   * Resolves once what the other nodes have committed by now can be read here. A node applies a change after the one that made
   * it has acknowledged it. Source: MariaDB's documentation, "wsrep_sync_wait".
   */
  caughtUp: () => Promise<void>;
}

/** A Galera cluster of MariaDB servers on this machine; gone with its files after `close()`. */
export interface GaleraCluster {
  nodes: readonly GaleraNode[];
  /** `mysql://…` of a database on some nodes, all in their order by default. */
  url(database: string, nodes?: readonly GaleraNode[]): string;
  close(): Promise<void>;
}

/** Where packages put the library that makes a server a node. */
const PROVIDERS = [
  '/usr/lib/galera/libgalera_smm.so',
  '/usr/lib64/galera-4/libgalera_smm.so',
  '/usr/lib/libgalera_smm.so',
];
const provider = PROVIDERS.find((file) => existsSync(file));

/** Why there is no cluster to test on; undefined when one can be made. A test takes it as its `skip`. */
export function galeraMissing(): string | undefined {
  return (
    mariadbMissing() ??
    (provider === undefined ? 'SKIPPED: no libgalera_smm.so on this machine; install galera-4' : undefined)
  );
}

/**
 * Starts a cluster. Its nodes begin as copies of one another, and each claims to know the changes that the cluster has counted
 * before it joins, which are those of the nodes that join after it: none needs a transfer of state, whose programs are not everywhere. A
 * node that has gone stays away.
 *
 * @param size three at least for a cluster that outlives the crash of a node: two thirds are a majority, one half is not
 */
export async function startGalera(size = 3): Promise<GaleraCluster> {
  const stack = new AsyncDisposableStack();
  const ports = await freePorts(3 * size);
  const layouts = Array.from({ length: size }, (_, index) => ({
    port: ports[3 * index] ?? 0,
    group: ports[3 * index + 1] ?? 0,
    transfer: ports[3 * index + 2] ?? 0,
  }));
  const members = layouts.map(({ group }) => `127.0.0.1:${group}`).join(',');
  const state = randomUUID();
  const folders = await copies(size, state);
  const start = async (index: number): Promise<GaleraNode> => {
    const [layout, folder] = [layouts[index], folders[index]];
    if (layout === undefined || folder === undefined) {
      throw new Error(`there is no node ${index}`);
    }
    const { port, group, transfer } = layout;
    const server = await startInstalled(folder, [
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--innodb-buffer-pool-size=64M',
      '--binlog-format=ROW',
      '--innodb-autoinc-lock-mode=2',
      '--wsrep-on=ON',
      `--wsrep-provider=${provider}`,
      '--wsrep-cluster-name=vigie',
      `--wsrep-cluster-address=gcomm://${index === 0 ? '' : members}`,
      `--wsrep-node-name=node${index + 1}`,
      `--wsrep-node-address=127.0.0.1:${group}`,
      `--wsrep-start-position=${state}:${index}`,
      `--wsrep-provider-options=${providerOptions(group, transfer)}`,
    ]);
    stack.defer(() => server.close());
    const caughtUp = () => server.run('set session wsrep_sync_wait = 1', 'select 1', 'set session wsrep_sync_wait = 0');
    return { ...server, port, caughtUp };
  };
  try {
    const nodes: GaleraNode[] = [];
    while (nodes.length < size) {
      nodes.push(await start(nodes.length));
    }
    return {
      nodes,
      url: (database, of = nodes) => `mysql://root:@${of.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${database}`,
      close: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** Source: Galera's documentation, "Galera Parameters". A dead node is noticed in one second instead of five. */
function providerOptions(group: number, transfer: number): string {
  return [
    `gmcast.listen_addr=tcp://127.0.0.1:${group}`,
    `ist.recv_addr=127.0.0.1:${transfer}`,
    'gcache.size=16M',
    'pc.recovery=false',
    'evs.keepalive_period=PT0.2S',
    'evs.inactive_check_period=PT0.2S',
    'evs.suspect_timeout=PT1S',
    'evs.inactive_timeout=PT3S',
    'evs.install_timeout=PT3S',
  ].join(';');
}

/** The files of as many servers, which differ in the state that each claims. */
async function copies(size: number, state: string): Promise<TiedFolder[]> {
  const original = await installMariadb();
  const others = Array.from({ length: size - 1 }, () => tiedFolder({ prefix: 'vigie-mariadb-' }));
  await Promise.all(others.map(({ path }) => cp(join(original.path, 'data'), join(path, 'data'), { recursive: true })));
  const folders = [original, ...others];
  await Promise.all(
    folders.map(({ path }, index) =>
      writeFile(
        join(path, 'data', 'grastate.dat'),
        `# GALERA saved state\nversion: 2.1\nuuid: ${state}\nseqno: ${index}\nsafe_to_bootstrap: 1\n`
      )
    )
  );
  return folders;
}

/** Ports of this machine that nobody uses; nodes must know each other's before any of them runs. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

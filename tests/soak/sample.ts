/** What the backend's process holds at one moment, as its metrics tell. */
export interface Sample {
  /** Seconds since the load began. */
  atSeconds: number;
  /** Resident set, megabytes. */
  rssMb: number;
  /** JavaScript heap in use, megabytes. */
  heapMb: number;
  /** What keeps Node's event loop busy: sockets, timers, requests under way. */
  resources: number;
  /** Open file descriptors, connections among them; NaN where the system does not tell (only Linux does). */
  openFiles: number;
}

const MEGABYTE = 1024 * 1024;

/** Asks a backend's management listener, which needs no token. */
export async function takeSample(managementUrl: string, atSeconds: number): Promise<Sample> {
  const answer = await fetch(`${managementUrl}/metrics`);
  if (!answer.ok) {
    throw new Error(`${managementUrl}/metrics answered ${answer.status}`);
  }
  return readSample(await answer.text(), atSeconds);
}

/** Reads Prometheus' text format. */
export function readSample(metrics: string, atSeconds: number): Sample {
  const value = (name: string) => Number(new RegExp(`^vigie_${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);
  return {
    atSeconds,
    rssMb: value('process_resident_memory_bytes') / MEGABYTE,
    heapMb: value('nodejs_heap_size_used_bytes') / MEGABYTE,
    resources: value('nodejs_active_resources_total'),
    openFiles: value('process_open_fds'),
  };
}

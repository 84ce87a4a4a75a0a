import { readFile } from 'node:fs/promises';

/** Resident set of a process in megabytes, from Linux' `/proc`; NaN elsewhere. */
export function residentMegabytes(pid: number): Promise<number> {
  return megabytes(pid, 'VmRSS');
}

/** The largest resident set that a process has had; as {@link residentMegabytes}. */
export function peakMegabytes(pid: number): Promise<number> {
  return megabytes(pid, 'VmHWM');
}

async function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024;
}

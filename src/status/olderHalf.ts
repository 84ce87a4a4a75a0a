/** Half of Vigie that has to be updated. */
export type Half = 'plugin' | 'backend';

/**
 * Holds the plugin's version against the backend's; undefined when they share their minor version and so belong together, or
 * when one of them is no version.
 */
export function olderHalf(plugin: string, backend: string): Half | undefined {
  const [ours, theirs] = [minorOf(plugin), minorOf(backend)];
  if (ours === undefined || theirs === undefined) {
    return undefined;
  }
  const difference = ours[0] - theirs[0] || ours[1] - theirs[1];
  return difference === 0 ? undefined : difference < 0 ? 'plugin' : 'backend';
}

function minorOf(version: string): [number, number] | undefined {
  const match = /^(\d+)\.(\d+)\.\d+/.exec(version);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

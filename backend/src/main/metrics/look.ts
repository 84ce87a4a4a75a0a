/** A reading of the store that all metrics of one scrape share, since they are collected at once; undefined where it fails. */
export function sharedLook<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let looking: Promise<T | undefined> | undefined;
  return () =>
    (looking ??= read()
      .catch(() => undefined)
      .finally(() => (looking = undefined)));
}

import PQueue from 'p-queue';

/** Enough to hide the time of the network, few enough for a Grafana on SQLite, which writes one thing at a time. */
const AT_ONCE = 6;

/** Does something with each item, a few at once; the answers are in the order of the items. */
export function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  return new PQueue({ concurrency: AT_ONCE }).addAll(items.map((item) => () => work(item)));
}

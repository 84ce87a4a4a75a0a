import { bulkhead } from 'cockatiel';

/** Enough to hide the time of the network, few enough for a Grafana on SQLite, which writes one thing at a time. */
const AT_ONCE = 6;

/** Does something with each item, a few at once; the answers are in the order of the items. */
export function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const limit = bulkhead(AT_ONCE, Infinity);
  return Promise.all(items.map((item) => limit.execute(() => work(item))));
}

/** One page of an upstream's list, as it was when it was asked for. */
export interface Page<T> {
  /** From 1. */
  page: number;
  items: T[];
  /** Items of the page that could not be understood (no usable id): where each stands, and what it has for an id. */
  broken: readonly string[];
  /** Items of the whole list, as this page announced it. */
  totalItems: number;
  totalPages: number;
  /** Items of each page but the last. */
  itemsInPage: number;
  /** When the request started, in real time: decides which of two answers is newer. */
  readAt: Date;
  /** The upstream's own clock when it answered; null when it did not say. */
  serverDate: Date | null;
}

/* Uids of the pages of the visitor counters; the same in every organisation and language. */

export const COUNTERS_PAGE = 'vigie-counters';
export const COUNTERS_ADMIN_PAGE = 'vigie-counters-admin';
export const ALERTS_PAGE = 'vigie-alerts';

/**
 * Changes are asked for from this long before the last reading on, by the upstream's clock: one may be dated some minutes
 * before it can be seen (Odoo dates a change by the start of its transaction).
 */
export const OVERLAP_MS = 5 * 60_000;

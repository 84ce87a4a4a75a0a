import { randomBytes } from 'node:crypto';

/** Key of the simulated Atera account and token of the caller, made for each run. */
export const BENCH_KEY = `bench-${randomBytes(12).toString('hex')}`;
export const BENCH_TOKEN = `vig_${randomBytes(32).toString('base64url')}`;

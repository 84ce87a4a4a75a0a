import { setTimeout as sleep } from 'node:timers/promises';

import type { ChaosWorld } from './world.ts';

/** What became of the shops that were added during all troubles. */
export interface WrittenShops {
  acknowledged: number;
  /** Acknowledged ones that are not there. */
  lost: number;
  doubled: number;
  /** Acknowledged ones of which the audit knows nothing, or something twice. */
  untraced: number;
  /** Refused ones that are there all the same. */
  unwanted: number;
}

export interface ShopLedger {
  /** Adds one shop after the other until it is ended. */
  write(): { end(): Promise<void> };
  judge(): Promise<WrittenShops>;
}

const BETWEEN_MS = 150;

/** @param betweenMs pause between two shops */
export function ledgerOf(world: Pick<ChaosWorld, 'call' | 'enterprise'>, betweenMs = BETWEEN_MS): ShopLedger {
  const outcomes = new Map<string, 'acknowledged' | 'refused' | 'unknown'>();

  async function add(code: string): Promise<void> {
    try {
      const { status } = await world.call('POST', '/v1/sites', {
        enterprise: world.enterprise,
        code,
        timezone: 'Europe/Paris',
        confirm: true,
      });
      // A failure of the server says that the database may have written it, or that nobody knows.
      outcomes.set(code, status === 201 ? 'acknowledged' : status < 500 ? 'refused' : 'unknown');
    } catch {
      outcomes.set(code, 'unknown');
    }
  }

  return {
    write() {
      const over = new AbortController();
      const writing = (async () => {
        while (!over.signal.aborted) {
          await add(`C${String(outcomes.size + 1).padStart(5, '0')}`);
          await sleep(betweenMs, undefined, { signal: over.signal }).catch(() => undefined);
        }
      })();
      return {
        end: async () => {
          over.abort();
          await writing;
        },
      };
    },
    async judge() {
      const listed = await codesListed(world);
      const traced = await codesTraced(world);
      const of = (outcome: string) => [...outcomes].filter(([, one]) => one === outcome).map(([code]) => code);
      const count = (codes: readonly string[], code: string) => codes.filter((one) => one === code).length;
      const acknowledged = of('acknowledged');
      return {
        acknowledged: acknowledged.length,
        lost: acknowledged.filter((code) => count(listed, code) === 0).length,
        doubled: acknowledged.filter((code) => count(listed, code) > 1).length,
        untraced: acknowledged.filter((code) => count(traced, code) !== 1).length,
        unwanted: of('refused').filter((code) => count(listed, code) > 0).length,
      };
    },
  };
}

async function codesListed(world: Pick<ChaosWorld, 'call'>): Promise<string[]> {
  type Page = { sites: { code: string }[]; total: number };
  const codes: string[] = [];
  for (;;) {
    const { body } = await world.call<Page>('GET', `/v1/sites?limit=1000&offset=${codes.length}`);
    codes.push(...body.sites.map(({ code }) => code));
    if (body.sites.length === 0 || codes.length >= body.total) {
      return codes;
    }
  }
}

async function codesTraced(world: Pick<ChaosWorld, 'call'>): Promise<string[]> {
  type Entries = { entries: { id: number; target: { code?: string } }[] };
  const codes: string[] = [];
  let before = '';
  for (;;) {
    const { body } = await world.call<Entries>('GET', `/v1/audit?action=site.create&limit=1000${before}`);
    const last = body.entries.at(-1);
    if (last === undefined) {
      return codes;
    }
    codes.push(...body.entries.map(({ target }) => target.code ?? ''));
    before = `&beforeId=${last.id}`;
  }
}

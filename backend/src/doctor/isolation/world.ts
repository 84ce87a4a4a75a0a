import { compareCodePoints, type SiteKey } from '../../counters/entries/order.ts';
import type { DatasetDescription } from '../../datasets/engine/catalogue.ts';
import { failureText } from '../../datasets/engine/failure-text.ts';
import type { QueryRequest, QueryResult } from '../../datasets/engine/run.ts';
import { VigieError } from '../../domain/errors.ts';
import { fold } from '../../domain/text/text.ts';

/** A site as somebody who may see everything knows it. */
export interface KnownSite extends SiteKey {
  /** Every text of its row, its enterprise included. */
  texts: string[];
  city: string | null;
}

/** What there is to be kept apart. */
export interface World {
  /** Names of the enterprises, by code point. */
  enterprises: string[];
  sites: KnownSite[];
  datasets: DatasetDescription[];
}

/** Asks with the rights of somebody who may see everything. */
export type AskAll = (queries: readonly QueryRequest[]) => Promise<Record<string, QueryResult>>;

/** Enterprises that one tenant tries to see: more would only repeat the same. */
const MAX_NEIGHBOURS = 6;

const SITES: QueryRequest = { refId: 'sites', dataset: 'counters.sites' };

/** @throws {VigieError} when the counters cannot be read. */
export async function readWorld(ask: AskAll, datasets: DatasetDescription[]): Promise<World> {
  const { sites: result } = await ask([SITES]);
  const frame = result?.frames[0];
  if (frame === undefined) {
    const text = (await failureText(ask, SITES)) ?? {
      fr: 'Les compteurs n’ont rien répondu.',
      en: 'The counters gave no answer.',
    };
    throw new VigieError('source_unavailable', text);
  }
  const columns = frame.schema.fields.map(({ name }, index) => [name, frame.data.values[index] ?? []] as const);
  const text = (name: string, row: number): string | null => {
    const value = columns.find(([column]) => column === name)?.[1][row];
    return typeof value === 'string' ? value : null;
  };
  const sites = (frame.data.values[0] ?? []).map((_, row) => ({
    enterprise: text('enterprise', row) ?? '',
    code: text('code', row) ?? '',
    city: text('city', row),
    texts: columns.map(([name]) => text(name, row)).filter((value) => value !== null && value !== '') as string[],
  }));
  const enterprises = [...new Set(sites.map(({ enterprise }) => enterprise))].sort(compareCodePoints);
  return { enterprises, sites, datasets };
}

/**
 * Whom a tenant tries to see: those whose names fold like its own, its neighbours in the list, and the enterprise with
 * most sites. Whose rows are looked for in the answers is another matter: everybody's.
 */
export function targetOf(own: string, { enterprises, sites }: World): Target {
  const index = enterprises.indexOf(own);
  const others = enterprises.filter((name) => name !== own);
  const alike = others.filter((name) => fold(name) === fold(own));
  const next = [enterprises[index - 1], enterprises[index + 1]].filter((name) => name !== undefined);
  const counts = Map.groupBy(sites, ({ enterprise }) => enterprise);
  const largest = others.toSorted((a, b) => (counts.get(b)?.length ?? 0) - (counts.get(a)?.length ?? 0)).slice(0, 1);
  const foreign = [...new Set([...alike, ...next, ...largest])].slice(0, MAX_NEIGHBOURS);
  const foreignSites = foreign.flatMap((name) => counts.get(name)?.slice(0, 1) ?? []);
  return { own, foreign, foreignSites };
}

/** Tenants tried with everything: those with lookalikes first, then some spread evenly over the list. */
export function thoroughTenants({ enterprises }: World, limit: number): Set<string> {
  const groups = Map.groupBy(enterprises, fold);
  const alike = enterprises.filter((name) => (groups.get(fold(name))?.length ?? 0) > 1);
  const step = Math.max(1, enterprises.length / limit);
  const spread = Array.from({ length: limit }, (_, index) => enterprises[Math.floor(index * step)]);
  return new Set([...alike, ...spread.filter((name) => name !== undefined)].slice(0, limit));
}

/** Whom an attack is about. */
export interface Target {
  /** The tenant's own enterprise. */
  own: string;
  /** Enterprises whose rows it would like to see. */
  foreign: readonly string[];
  /** A site of each of them. */
  foreignSites: readonly KnownSite[];
}

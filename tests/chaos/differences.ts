import { type Frame, type Row, rowsOf } from '../fixtures/frames.ts';
import { showsInLastModified } from '../simulators/atera/world/rules.ts';
import type { ChaosWorld } from './world.ts';

interface Answer {
  results: Record<string, { status: number; error?: string; frames: Frame[] }>;
}

/**
 * In what the backend's answers differ from what they should be made from; one sentence each.
 * @param reconciled false: tickets that Atera's list of changes does not tell of (deleted, merged) may still be there.
 */
export async function differencesOf(world: ChaosWorld, reconciled: boolean): Promise<string[]> {
  try {
    const { status, body } = await world.call<Answer>('POST', '/v1/query', {
      queries: [
        { refId: 'tickets', dataset: 'tickets.list', params: { class: ['open', 'pending'], limit: 10_000 } },
        { refId: 'summary', dataset: 'tickets.summary', params: {} },
        { refId: 'sources', dataset: 'system.sources', params: {} },
        // That it answers is all that is asked of it: its tables do not change.
        { refId: 'status', dataset: 'counters.status', params: {} },
      ],
    });
    if (status !== 200) {
      return [`the query was answered with ${status}: ${JSON.stringify(body)}`];
    }
    const failed = Object.entries(body.results).filter(([, result]) => result.status !== 200);
    if (failed.length > 0) {
      return failed.map(([refId, { error }]) => `${refId}: ${error}`);
    }
    const rows = (refId: string) => (body.results[refId]?.frames ?? []).flatMap(rowsOf);
    return [...tickets(world, rows('tickets'), rows('summary'), reconciled), ...sources(rows('sources'))];
  } catch (error) {
    return [`no answer: ${(error as Error).message}`];
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function tickets(
  { atera }: ChaosWorld,
  listed: readonly Row[],
  [summary]: readonly Row[],
  reconciled: boolean
): string[] {
  const active = atera.world.activeTickets();
  const wanted = new Map(active.map(({ TicketID, TicketStatus }) => [String(TicketID), TicketStatus?.trim() ?? '']));
  const seen = new Map(listed.map(({ id, status }) => [String(id), textOf(status)]));
  const missing = [...wanted.keys()].filter((id) => !seen.has(id));
  const surplus = [...seen.keys()].filter((id) => !wanted.has(id));
  const told = surplus.filter((id) => {
    const ticket = atera.world.ticket(Number(id));
    return reconciled || (ticket !== undefined && showsInLastModified(ticket));
  });
  const changed = [...wanted].filter(([id, status]) => seen.has(id) && seen.get(id) !== status);
  return [
    ...(missing.length > 0 ? [`${missing.length} active tickets are missing: ${missing.slice(0, 5).join(', ')}`] : []),
    ...(told.length > 0 ? [`${told.length} tickets are active no more: ${told.slice(0, 5).join(', ')}`] : []),
    ...changed.slice(0, 5).map(([id, status]) => `ticket ${id} is "${seen.get(id)}" instead of "${status}"`),
    ...(listed.length !== seen.size ? [`${listed.length - seen.size} tickets are listed twice`] : []),
    ...(summary?.['total'] === active.length + surplus.length - told.length
      ? []
      : [`the board counts ${String(summary?.['total'])} of ${active.length} tickets`]),
  ];
}

function sources(listed: readonly Row[]): string[] {
  return listed
    .filter(({ state, error }) => state !== 'ok' || (typeof error === 'string' && error !== ''))
    .map(({ source, state, error }) => `the source ${String(source)} is ${String(state)}: ${textOf(error)}`);
}

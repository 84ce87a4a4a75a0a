import { clientFilter } from '../../domain/clients/client-filter.ts';
import { VigieError } from '../../domain/errors.ts';
import type { QueueRule, Rules } from '../../domain/rules/rules.ts';
import type { TicketScope } from '../../store/tickets/scope.ts';
import { TITLES } from './common.ts';

/* The part of the tickets that a figure is about: parameters that many datasets share. */

export const QUEUE_PARAMETER = {
  type: 'string',
  title: TITLES.queue,
  description: {
    fr: 'Identifiant d’un pôle des règles ; vide : tous.',
    en: 'Id of a queue of the rules; empty: all of them.',
  },
  suggest: { dataset: 'tickets.by_queue', column: 'queue' },
} as const;

export const POSITION_PARAMETER = {
  type: 'integer',
  title: { fr: 'Position', en: 'Position' },
  description: {
    fr: 'Seulement le pôle qui a ce rang à l’écran, à partir de 1.',
    en: 'Only the queue in this place on the screen, counting from 1.',
  },
  minimum: 1,
  maximum: 100,
} as const;

/** For `parameters`: what {@link scopeOf} reads. */
export const SCOPE_PARAMETERS = {
  queue: { ...QUEUE_PARAMETER, multiple: true },
  client: {
    type: 'string',
    multiple: true,
    title: TITLES.client,
    description: {
      fr: 'Noms de clients, sans égard à la casse ni aux accents ; « Autres » : tous sauf les gros clients.',
      en: 'Client names, regardless of case and accents; "Autres": all but the big clients.',
    },
    suggest: { dataset: 'clients', column: 'client' },
  },
} as const;

interface ScopeValues {
  queue: string[] | undefined;
  client: string[] | undefined;
}

/** @throws {VigieError} `parameter_invalid` for a queue that the rules do not have */
export function scopeOf(rules: Pick<Rules, 'queues' | 'clients'>, { queue, client }: ScopeValues): TicketScope {
  queue?.forEach((id) => checkQueue(rules, id));
  return { queues: queue, clients: client && clientFilter(rules, client) };
}

/**
 * The scope of figures that are counted by queue and big client.
 *
 * @throws {VigieError} `parameter_invalid` for any other client as well
 */
export function countedScopeOf(rules: Pick<Rules, 'queues' | 'clients'>, values: ScopeValues): TicketScope {
  const scope = scopeOf(rules, values);
  const { clients } = scope;
  if (clients && clients.clients.length === 0 && !clients.others) {
    throw new VigieError('parameter_invalid', {
      fr: `l’historique ne porte que sur les grands clients des règles et sur « Autres » : ${JSON.stringify(values.client)} n’en nomme aucun`,
      en: `history is kept of the big clients of the rules and of "Autres": ${JSON.stringify(values.client)} names neither`,
    });
  }
  return scope;
}

interface QueueOnScreen {
  /** Id. */
  queue: string | undefined;
  /** Place on the screen, from 1. */
  position: number | undefined;
}

/**
 * The queues of the rules in the order of the screen: all of them, or the one that has both this id and this place; none where the
 * rules leave the place empty.
 *
 * @throws {VigieError} `parameter_invalid` for a queue that the rules do not have
 */
export function queuesOnScreen(
  rules: Pick<Rules, 'queues'>,
  { queue: id, position }: QueueOnScreen
): readonly QueueRule[] {
  if (id !== undefined) {
    checkQueue(rules, id);
  }
  return rules.queues.filter(
    (queue, index) => (id === undefined || queue.id === id) && (position === undefined || index === position - 1)
  );
}

/** @throws {VigieError} `parameter_invalid`, naming the queues there are */
function checkQueue({ queues }: Pick<Rules, 'queues'>, id: string): void {
  if (!queues.some((queue) => queue.id === id)) {
    const known = queues.map((queue) => queue.id).join(', ');
    throw new VigieError('parameter_invalid', {
      fr: `les règles n’ont pas de pôle ${JSON.stringify(id)} : elles ont ${known}`,
      en: `the rules have no queue ${JSON.stringify(id)}: they have ${known}`,
    });
  }
}

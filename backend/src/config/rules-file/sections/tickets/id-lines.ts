import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

import type { IdPlace } from '../../../../domain/tickets/unqualified-ids.ts';

/**
 * Finds the line on which an id stands in the text of a rules file.
 * @returns undefined when it is not there (the file may have changed)
 */
export function lineOfId(content: string, place: IdPlace): number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, uniqueKeys: false });
  const node =
    'client' in place
      ? clientIdNode(itemWith(document.get('clients'), 'name', place.client), place.list, place.id)
      : matchNode(itemWith(document.get('queues'), 'id', place.queue), place.line, place.key);
  const offset = node?.range?.[0];
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function itemWith(sequence: unknown, key: string, value: string): unknown {
  return isSeq(sequence) ? sequence.items.find((item) => isMap(item) && item.get(key) === value) : undefined;
}

function clientIdNode(client: unknown, list: string, id: number): Node | undefined {
  const ids = isMap(client) ? client.get(list) : undefined;
  if (!isSeq(ids)) {
    return undefined;
  }
  const index = ids.items.findIndex((_, position) => String(ids.get(position)) === String(id));
  return ids.get(index, true);
}

function matchNode(queue: unknown, line: number, key: string): Node | undefined {
  const match = isMap(queue) ? queue.get('match') : undefined;
  const conditions = isSeq(match) ? match.get(line) : undefined;
  return isMap(conditions) ? conditions.get(key, true) : undefined;
}

import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';

/**
 * Finds the line on which a client's id stands in the text of a rules file.
 * @param list e.g. `odooPartnerIds`
 * @returns undefined when it is not there (the file may have changed)
 */
export function lineOfId(content: string, client: string, list: string, id: number): number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, uniqueKeys: false });
  const clients = document.get('clients');
  const found = isSeq(clients) ? clients.items.find((item) => isMap(item) && item.get('name') === client) : undefined;
  const ids = isMap(found) ? found.get(list) : undefined;
  const index = isSeq(ids) ? ids.items.findIndex((_, position) => String(ids.get(position)) === String(id)) : -1;
  const offset = isSeq(ids)
    ? (ids.get(index, true) as { range?: [number, number, number] } | undefined)?.range?.[0]
    : undefined;
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

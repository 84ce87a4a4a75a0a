import { withBackend } from '../connect.ts';
import { type Io, printJson } from '../io.ts';
import { printTable } from '../print-table.ts';
import { printable } from '../text/layout.ts';

type Data = Record<string, string | number | boolean | null>;

/** Shows what was written through Vigie, newest first. */
export async function showAudit(io: Io, { limit, json = false }: { limit: number; json?: boolean }): Promise<void> {
  const entries = await withBackend(io, (backend) => backend.audit(limit));
  if (json) {
    printJson(io, { entries });
    return;
  }
  const rows = entries.map(({ at, user, role, org, tokenName, action, target, before, after }) => [
    at,
    printable(`${user ?? ''} (${role ?? ''}, org ${org ?? ''})`),
    printable(tokenName),
    action,
    printable(targetText(target)),
    printable(changes(before, after)),
  ]);
  printTable(io, ['at', 'by', 'token', 'action', 'what', 'change'], rows);
}

/** `code 001, enterprise BASH`: the store keeps the names, not their order. */
function targetText(target: Data): string {
  return Object.entries(target)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** `city: "Lyon" → "Bron"`; of a new thing, what it has. */
function changes(before: Data | null, after: Data | null): string {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((name) => ({ name, from: before?.[name] ?? null, to: after?.[name] ?? null }))
    .filter(({ from, to }) => from !== to)
    .map(({ name, from, to }) => `${name}: ${before === null ? '' : `${JSON.stringify(from)} → `}${JSON.stringify(to)}`)
    .join(', ');
}

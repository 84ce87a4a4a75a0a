import type { AuditAnswer } from '../../../audit/audit-answer.ts';
import { REFUSED_ACTION } from '../../../domain/access/refusal.ts';
import { printable } from '../../../domain/text/printable.ts';
import { withBackend } from '../../backend/connect.ts';
import { type Io, printJson } from '../../terminal/io.ts';
import { printTable } from '../../terminal/print-table.ts';
import { TITLES } from '../../titles.ts';

type Data = Record<string, string | number | boolean | null>;

export interface AuditOptions {
  limit: number;
  action?: string;
  refused?: boolean;
  json?: boolean;
}

/** Shows what was changed through Vigie and who was refused, newest first. */
export async function showAudit(io: Io, { limit, action, refused = false, json = false }: AuditOptions): Promise<void> {
  const entries = await withBackend(io, (backend) =>
    backend.audit({ limit, action: refused ? REFUSED_ACTION : action })
  );
  if (json) {
    printJson(io, { entries });
    return;
  }
  const rows = entries.map(({ at, user, role, org, tokenName, action, target, before, after }) => [
    at,
    printable(whoText({ user, role, org })),
    printable(tokenName),
    action,
    printable(targetText(target)),
    printable(changes(before, after)),
  ]);
  printTable(io, [TITLES.at, TITLES.by, TITLES.token, TITLES.action, TITLES.what, TITLES.change], rows);
}

/** `zoé (Admin, org 1)`; on the command line, where there is no org, the name alone. */
function whoText({ user, role, org }: Pick<AuditAnswer, 'user' | 'role' | 'org'>): string {
  const place = [role, org === null ? null : `org ${org}`].filter((part) => part !== null).join(', ');
  return [user, place === '' ? null : `(${place})`].filter((part) => part !== null).join(' ');
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

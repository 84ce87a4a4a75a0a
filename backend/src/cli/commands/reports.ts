import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { printable } from '../../domain/text/printable.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { ReportDeliveryAnswer } from '../../reports/report-answer.ts';
import type { Backend } from '../backend/backend.ts';
import { withBackend } from '../backend/connect.ts';
import { EXIT, type ExitCode } from '../terminal/exit.ts';
import { type Io, printJson, printLines, remark, say } from '../terminal/io.ts';
import { printTable } from '../terminal/print-table.ts';
import { CELLS, TITLES } from '../titles.ts';

interface JsonOption {
  json?: boolean;
}

export interface DueOptions extends JsonOption {
  enterprise?: string;
  /** Epoch milliseconds. */
  due?: number;
}

/** Shows the reports of the rules, and what became of their due times. */
export async function listReports(io: Io, { json = false, limit }: JsonOption & { limit: number }): Promise<void> {
  const answer = await withBackend(io, (backend) => backend.reports.list({ limit }));
  if (json) {
    printJson(io, answer);
    return;
  }
  if (answer.reports.length === 0) {
    say(io, {
      fr: 'Les règles n’ont pas de rapport : voir docs/reports.md.',
      en: 'The rules have no reports: see docs/reports.md.',
    });
    return;
  }
  printTable(
    io,
    [TITLES.report, TITLES.kind, TITLES.schedule, TITLES.timezone, TITLES.next, TITLES.formats],
    answer.reports.map(({ name, kind, schedule, timezone, nextAt, formats }) => [
      printable(name),
      kind,
      schedule,
      timezone,
      nextAt ?? CELLS.never[io.language],
      formats.join(','),
    ])
  );
  if (answer.sender === null) {
    remark(io, {
      fr: 'aucun serveur de messagerie n’est nommé : définissez SMTP_URL, sans quoi aucun rapport ne part.',
      en: 'no mail server is named: set SMTP_URL, or no report is sent.',
    });
  }
  if (answer.deliveries.length > 0) {
    io.stdout.write('\n');
    printDeliveries(io, answer.deliveries);
  }
}

/** Writes a report as it would be sent into a folder. */
export async function previewReport(
  io: Io,
  report: string,
  { out, ...options }: DueOptions & { out: string }
): Promise<void> {
  const preview = await withBackend(io, (backend) => backend.reports.preview(wantedOf(report, options)));
  await mkdir(out, { recursive: true });
  const files = [
    { name: 'mail.html', content: Buffer.from(preview.html) },
    ...preview.files.map(({ name, content }) => ({ name, content: Buffer.from(content, 'base64') })),
  ];
  for (const { name, content } of files) {
    await writeFile(join(out, name), content);
  }
  const { subject, dueAt, to } = preview;
  const written = files.map(({ name, content }) => ({ file: join(out, name), bytes: content.length }));
  if (options.json) {
    printJson(io, { report: preview.report, enterprise: preview.enterprise, dueAt, to, subject, files: written });
    return;
  }
  printLines(io, [
    `${printable(subject)} (${TITLES.due[io.language]} ${dueAt})`,
    addressees(to)[io.language],
    ...written.map(({ file, bytes }) => `${file} (${Math.ceil(bytes / 1000)} ${KILOBYTES[io.language]})`),
  ]);
}

const KILOBYTES: LocalizedText = { fr: 'ko', en: 'kB' };

function addressees(to: readonly string[]): LocalizedText {
  const all = to.map(printable).join(', ');
  return { fr: `À : ${all || 'personne'}`, en: `To: ${all || 'nobody'}` };
}

/** Sends a report now, and waits until it is known what became of it. */
export async function sendReport(io: Io, report: string, options: DueOptions): Promise<ExitCode> {
  const deliveries = await withBackend(io, async (backend) => {
    const asked = await backend.reports.send(wantedOf(report, options));
    return settled(backend, asked);
  });
  if (options.json) {
    printJson(io, { deliveries });
  } else {
    printDeliveries(io, deliveries);
  }
  const fine = ({ state, recipients }: ReportDeliveryAnswer): boolean =>
    state === 'sent' && recipients.every((recipient) => recipient.state === 'accepted');
  return deliveries.every(fine) ? EXIT.fine : EXIT.failed;
}

/** As many as the server lists. */
const MOST = 5_000;
const LOOK_EVERY_MS = 500;
/** A mail server may take minutes for one; hundreds go one after the other. */
const PATIENCE_MS = 30 * 60_000;

/** Until none of them is under way: one that is tried again later is not waited for. */
async function settled(backend: Backend, asked: readonly ReportDeliveryAnswer[]): Promise<ReportDeliveryAnswer[]> {
  const until = performance.now() + PATIENCE_MS;
  const [first] = asked;
  if (first === undefined) {
    return [];
  }
  const ids = new Set(asked.map(({ id }) => id));
  for (;;) {
    // All of one due time.
    const { report, dueAt } = first;
    const listed = await backend.reports.list({ limit: MOST, report, dueAt });
    const deliveries = listed.deliveries.filter(({ id }) => ids.has(id));
    const isOpen = ({ state, nextAttemptAt }: ReportDeliveryAnswer): boolean =>
      state === 'sending' || (state === 'pending' && nextAttemptAt === null);
    if (!deliveries.some(isOpen) || performance.now() > until) {
      return deliveries;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function wantedOf(report: string, { enterprise, due }: DueOptions) {
  return {
    report,
    ...(enterprise === undefined ? {} : { enterprise }),
    ...(due === undefined ? {} : { dueAt: new Date(due).toISOString() }),
  };
}

function printDeliveries(io: Io, deliveries: readonly ReportDeliveryAnswer[]): void {
  const rows = deliveries.map(({ report, enterprise, dueAt, state, late, recipients, error }) => [
    printable(report),
    printable(enterprise ?? ''),
    dueAt,
    late ? `${state} (${CELLS.late[io.language]})` : state,
    recipients.map(({ address, state: of }) => (of === 'accepted' ? address : `${address} (${of})`)).join(', '),
    printable(
      [error?.[io.language], ...recipients.map(({ detail }) => detail)]
        .filter((text) => text !== null && text !== undefined)
        .join(' ')
    ),
  ]);
  printTable(io, [TITLES.report, TITLES.enterprise, TITLES.due, TITLES.state, TITLES.to, TITLES.remark], rows);
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Catalogue } from '../datasets/engine/catalogue.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { VigieError } from '../domain/errors.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Logger } from '../main/logger.ts';
import { MAKE_UP_MS } from '../schedule/due-times.ts';
import type { Leading } from '../schedule/leader.ts';
import {
  type AttemptOutcome,
  beginSending,
  type Delivery,
  endSending,
  giveUpOrphans,
  missPending,
  noteNotMade,
  readPending,
} from '../store/reports/deliveries.ts';
import { addresseeOf } from './addressees.ts';
import { DELIVERY_TEXTS } from './delivery-texts.ts';
import { composeMail } from './mail/compose.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Sender } from './mail/sender.ts';
import { makeReport } from './make.ts';
import { outcomeOf, RETRIES_MS, stillToReach } from './outcome.ts';
import type { RenderedReport } from './render/rendered.ts';
import type { Renderer } from './render/renderer.ts';

export interface DeliveringOptions {
  services: DatasetServices;
  catalogue: Catalogue;
  logger: Logger;
  renderer: Renderer;
  /** Undefined: no mail server is named. */
  mail: { mailer: Mailer; sender: Sender } | undefined;
  /** How long after each attempt the next one comes, in milliseconds. */
  retriesMs?: readonly number[];
}

/** Sends what the ledger has to be sent, one after the other. */
export interface Delivering {
  /** Until nothing is left that could be sent now, this backend leads no more, or stops. */
  run(leading: Leading, stopped: AbortSignal): Promise<void>;
}

const AT_ONCE = 20;
/** What is sent later than this after its due time says so. */
const LATE_MS = 15 * 60_000;
/** How long the outcome of a mail is tried to be noted, and how often, in milliseconds. */
const NOTING = { forMs: 60_000, everyMs: 1_000 } as const;

export function createDelivering(options: DeliveringOptions): Delivering {
  const { services, catalogue, logger, renderer, mail, retriesMs = RETRIES_MS } = options;
  const { rules, clock, db: store } = services;
  /** Attempts of this process that are not in the ledger yet. */
  const underWay = new Set<string>();

  async function run({ db, signal }: Leading, stopped: AbortSignal): Promise<void> {
    for (const orphan of await giveUpOrphans(db, [...underWay], DELIVERY_TEXTS.orphan)) {
      logger.warn(subjectOf(orphan), 'a report may have been sent or not: the backend that sent it ended meanwhile');
    }
    await missPending(db, new Date(clock.now().getTime() - MAKE_UP_MS), DELIVERY_TEXTS.missed);
    const over = AbortSignal.any([signal, stopped]);
    for (;;) {
      const pending = await readPending(db, AT_ONCE);
      for (const delivery of pending) {
        if (over.aborted) {
          return;
        }
        await deliver(delivery, { db, signal: over });
      }
      if (pending.length < AT_ONCE) {
        return;
      }
    }
  }

  async function deliver(delivery: Delivery, leading: Leading): Promise<void> {
    const { enterprise, dueAt, attempts, recipients, requestedBy } = delivery;
    const rule = rules.reports.find(({ name }) => name === delivery.report);
    if (rule === undefined) {
      await fail(delivery, leading, DELIVERY_TEXTS.noRule, 'for good');
      return;
    }
    const to = stillToReach(delivery, addresseeOf(rules, rule, enterprise).recipients);
    if (to.length === 0) {
      await fail(delivery, leading, DELIVERY_TEXTS.noRecipients, 'for good');
      return;
    }
    if (mail === undefined) {
      await fail(delivery, leading, DELIVERY_TEXTS.noMailServer, 'for now');
      return;
    }
    const late = requestedBy === null && clock.now().getTime() - dueAt.getTime() > LATE_MS;
    let report: RenderedReport;
    try {
      report = await makeReport(
        { rule, enterprise, dueAt, late },
        { services, catalogue, renderer, signal: leading.signal }
      );
    } catch (error) {
      if (leading.signal.aborted) {
        return;
      }
      logger.error({ ...subjectOf(delivery), err: error }, 'a report could not be made');
      await fail(delivery, leading, DELIVERY_TEXTS.notMade(reasonOf(error)), 'for now');
      return;
    }
    const attempt = randomUUID();
    const message = await composeMail(report, { sender: mail.sender, to, attempt, at: new Date() });
    if (leading.signal.aborted || !(await beginSending(leading.db, delivery, { attempt, late }))) {
      return;
    }
    underWay.add(attempt);
    try {
      const outcome = outcomeOf(await mail.mailer.send(message), attempts + 1, recipients, retriesMs);
      await note(delivery, attempt, outcome);
    } finally {
      underWay.delete(attempt);
    }
  }

  async function fail(
    delivery: Delivery,
    { db }: Leading,
    error: LocalizedText,
    how: 'for good' | 'for now'
  ): Promise<void> {
    const retryInMs = how === 'for now' ? (retriesMs[delivery.attempts] ?? null) : null;
    await noteNotMade(db, delivery, { state: retryInMs === null ? 'failed' : 'pending', error, retryInMs });
  }

  /** No matter who leads by now: the mail server has the message. */
  async function note(delivery: Delivery, attempt: string, outcome: AttemptOutcome): Promise<void> {
    const until = performance.now() + NOTING.forMs;
    for (;;) {
      try {
        await endSending(store, attempt, outcome);
        logger.info({ ...subjectOf(delivery), state: outcome.state }, 'a report was sent');
        return;
      } catch (error) {
        if (performance.now() >= until) {
          logger.error(
            { ...subjectOf(delivery), state: outcome.state, err: error },
            'what became of a report could not be noted: it will count as maybe sent'
          );
          return;
        }
        await sleep(NOTING.everyMs);
      }
    }
  }

  return { run };
}

function subjectOf({ report, enterprise, dueAt }: Delivery): object {
  return { report, enterprise, dueAt };
}

/** Errors meant for people say what happened; of others only the log knows. */
function reasonOf(error: unknown): string {
  return error instanceof VigieError ? error.message : 'an internal error, written to the log';
}

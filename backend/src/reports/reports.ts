import type { Catalogue } from '../datasets/engine/catalogue.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { VigieError } from '../domain/errors.ts';
import type { ReportRule } from '../domain/rules/reports-rules.ts';
import { fold } from '../domain/text/text.ts';
import type { Actor } from '../identity/actor.ts';
import type { Logger } from '../main/logger.ts';
import { createDueTimes } from '../schedule/due-times.ts';
import type { Leading } from '../schedule/leader.ts';
import type { ScheduledWork } from '../schedule/scheduler.ts';
import { recordAudit } from '../store/audit.ts';
import { type Delivery, type DeliveryFilter, readDeliveries, requestSending } from '../store/reports/deliveries.ts';
import { addresseeOf } from './addressees.ts';
import { createDelivering } from './deliver.ts';
import { createMailer, type Mailer } from './mail/mailer.ts';
import type { Sender } from './mail/sender.ts';
import type { SmtpServer } from './mail/smtp-address.ts';
import { makeReport } from './make.ts';
import { enterprisesOf, noteDueTimes, type ScheduledReport, scheduledReports } from './note-due.ts';
import { type RenderedFile, withPictures } from './render/rendered.ts';
import { createRenderer, type Renderer } from './render/renderer.ts';

/** A report of the rules, and when it comes next. */
export interface ReportSchedule {
  rule: ReportRule;
  /** IANA name. */
  timezone: string;
  nextAt: Date | null;
}

/** Which due time a person means. */
export interface WantedDelivery {
  /** Compared folded. */
  report: string;
  /** Absent: each one the report is made for, where it is not a service report. */
  enterprise?: string | undefined;
  /** Absent: the last due time before now. */
  dueAt?: Date | undefined;
}

/** A report as it would be sent. */
export interface ReportPreview {
  report: string;
  enterprise: string;
  dueAt: Date;
  to: readonly string[];
  subject: string;
  /** A page of its own, pictures included. */
  html: string;
  files: RenderedFile[];
}

/** Reports by e-mail: what the routes, the command line and the scheduler do with them. */
export interface Reports {
  /** Undefined: no mail server is named, nothing can be sent. */
  readonly sender: Sender | undefined;
  schedules(): ReportSchedule[];
  deliveries(filter: DeliveryFilter): Promise<Delivery[]>;
  /** @throws {VigieError} `not_found`, `parameter_invalid`; what keeps a figure from being read */
  preview(wanted: WantedDelivery, signal: AbortSignal): Promise<ReportPreview>;
  /**
   * Asks the backend that leads to send a due time, again if it was sent; recorded in the audit.
   *
   * @throws {VigieError} `not_found`, `parameter_invalid`; `conflict` when nothing but mails under way was asked for
   */
  request(wanted: WantedDelivery, actor: Actor): Promise<Delivery[]>;
  /** Sends what the ledger has to be sent now, as the leader. */
  sendPending(leading: Leading, stopped: AbortSignal): Promise<void>;
  /** What the leader does at all times. */
  readonly work: readonly ScheduledWork[];
  /** Ends the thread that draws. */
  close(): Promise<void>;
}

export interface ReportsOptions {
  services: DatasetServices;
  catalogue: Catalogue;
  logger: Logger;
  smtp: { server: SmtpServer; sender: Sender } | undefined;
  /** In the place of one that goes to `smtp`. */
  mailer?: Mailer;
  /** In the place of one of its own, which `close` ends. */
  renderer?: Renderer;
  retriesMs?: readonly number[];
}

export function createReports({
  services,
  catalogue,
  logger,
  smtp,
  mailer,
  retriesMs,
  ...given
}: ReportsOptions): Reports {
  const { rules, clock, db } = services;
  const scheduled = scheduledReports(rules);
  const dueTimes = createDueTimes();
  const renderer = given.renderer ?? createRenderer();
  const mail = smtp && { mailer: mailer ?? createMailer(smtp.server), sender: smtp.sender };
  const delivering = createDelivering({
    services,
    catalogue,
    logger,
    renderer,
    mail,
    ...(retriesMs === undefined ? {} : { retriesMs }),
  });

  async function noteDue(leading: Leading): Promise<void> {
    const failures: unknown[] = [];
    for (const report of scheduled) {
      await noteDueTimes(report, leading, dueTimes, { services, catalogue }).catch((error) => failures.push(error));
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  function named(report: string): ScheduledReport {
    const found = scheduled.find(({ rule }) => fold(rule.name) === fold(report));
    if (found === undefined) {
      const known = scheduled.map(({ rule }) => rule.name).join(', ');
      throw new VigieError(
        'not_found',
        known === ''
          ? { fr: 'Les règles n’ont pas de rapport.', en: 'The rules have no reports.' }
          : {
              fr: `Les règles n’ont pas de rapport de ce nom ; elles ont : ${known}.`,
              en: `The rules have no report of this name; they have: ${known}.`,
            }
      );
    }
    return found;
  }

  function dueTimeOf({ occurrences, rule }: ScheduledReport, dueAt: Date | undefined): Date {
    const now = clock.now();
    if (dueAt === undefined) {
      return occurrences.last(now) ?? now;
    }
    if (dueAt > now || occurrences.last(dueAt)?.getTime() !== dueAt.getTime()) {
      const last = (occurrences.last(now) ?? now).toISOString();
      throw new VigieError('parameter_invalid', {
        fr: `${dueAt.toISOString()} n’est pas une échéance passée du rapport ${rule.name} : la dernière était ${last}`,
        en: `${dueAt.toISOString()} is no due time of the report ${rule.name} that has come: the last one was ${last}`,
      });
    }
    return dueAt;
  }

  async function enterprisesFor({ rule }: ScheduledReport, enterprise: string | undefined, signal: AbortSignal) {
    const all = await enterprisesOf(rule, services, catalogue, signal);
    if (enterprise === undefined) {
      return all;
    }
    if (!all.includes(enterprise)) {
      throw new VigieError('not_found', {
        fr: `Le rapport ${rule.name} n’est pas fait pour cette entreprise.`,
        en: `The report ${rule.name} is not made for this enterprise.`,
      });
    }
    return [enterprise];
  }

  return {
    sender: mail?.sender,
    schedules: () =>
      scheduled.map(({ rule, schedule, occurrences }) => ({
        rule,
        timezone: schedule.timezone,
        nextAt: occurrences.next(clock.now()) ?? null,
      })),
    deliveries: (filter) => readDeliveries(db, filter),
    async preview({ report, enterprise, dueAt: asked }, signal) {
      const found = named(report);
      const dueAt = dueTimeOf(found, asked);
      const [first] = await enterprisesFor(found, enterprise, signal);
      if (first === undefined) {
        throw new VigieError('not_found', {
          fr: 'Les compteurs n’ont encore aucune entreprise.',
          en: 'The counters have no enterprise yet.',
        });
      }
      const { rule } = found;
      const made = await makeReport(
        { rule, enterprise: first, dueAt, late: false },
        { services, catalogue, renderer, signal }
      );
      return {
        report: rule.name,
        enterprise: first,
        dueAt,
        to: addresseeOf(rules, rule, first).recipients,
        subject: made.title,
        html: withPictures(made),
        files: made.files,
      };
    },
    async request({ report, enterprise, dueAt: asked }, actor) {
      const found = named(report);
      const { name, kind } = found.rule;
      const dueAt = dueTimeOf(found, asked);
      const enterprises = await enterprisesFor(found, enterprise, AbortSignal.timeout(30_000));
      const requestedBy = actor.user ?? actor.tokenName;
      return db.transaction().execute(async (transaction) => {
        const answers = [];
        for (const each of enterprises) {
          answers.push(await requestSending(transaction, { report: name, kind, enterprise: each, dueAt }, requestedBy));
        }
        if (!answers.some(({ accepted }) => accepted)) {
          throw new VigieError('conflict', {
            fr: 'L’envoi est en cours : attendez qu’il soit terminé.',
            en: 'This is being sent right now: wait until it is done.',
          });
        }
        await recordAudit(transaction, {
          ...actor,
          action: 'report.send',
          target: { report: name, enterprise: enterprise ?? null, dueAt: dueAt.toISOString() },
          before: null,
          after: { reports: answers.filter(({ accepted }) => accepted).length },
        });
        return answers.map(({ delivery }) => delivery);
      });
    },
    close: () => renderer.close(),
    sendPending: (leading, stopped) => delivering.run(leading, stopped),
    work: [
      { name: 'due times of reports', run: noteDue },
      { name: 'sending of reports', run: (leading, stopped) => delivering.run(leading, stopped) },
    ],
  };
}

import type { Catalogue } from '../datasets/engine/catalogue.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import type { Access } from '../domain/access/access.ts';
import type { ReportRule } from '../domain/rules/reports-rules.ts';
import { addresseeOf, timezoneOf } from './addressees.ts';
import { asking } from './ask.ts';
import type { ReportDocument } from './document.ts';
import { enterpriseDocument } from './enterprise/document.ts';
import { readEnterpriseFigures } from './enterprise/figures.ts';
import { formatsOf } from './formats.ts';
import { periodOf } from './period.ts';
import type { RenderedReport } from './render/rendered.ts';
import type { Renderer } from './render/renderer.ts';
import { serviceDocument } from './service/document.ts';
import { readServiceFigures } from './service/figures.ts';

/** Which report of which due time. */
export interface WantedReport {
  rule: ReportRule;
  /** Empty for a service report. */
  enterprise: string;
  dueAt: Date;
  /** It comes long after its due time, and says so. */
  late: boolean;
}

export interface MakingOptions {
  services: DatasetServices;
  catalogue: Catalogue;
  renderer: Renderer;
  signal: AbortSignal;
}

const LATE_TEXTS = {
  'fr-FR': (due: string) =>
    `Ce rapport était prévu le ${due}. Il arrive en retard : il n’a pas pu être envoyé à ce moment-là.`,
  'en-US': (due: string) => `This report was due on ${due}. It comes late: it could not be sent at that time.`,
};

/**
 * Reads the figures of a report with rights for it alone and gives it its forms.
 *
 * @throws {VigieError} or a database error when a figure cannot be had
 */
export async function makeReport(wanted: WantedReport, options: MakingOptions): Promise<RenderedReport> {
  const { rule } = wanted;
  const document = await documentOf(wanted, options);
  const task = { document, formats: rule.formats, at: options.services.clock.now() };
  return options.renderer.render(task, options.signal);
}

async function documentOf(
  { rule, enterprise, dueAt, late }: WantedReport,
  { services, catalogue, signal }: MakingOptions
): Promise<ReportDocument> {
  const { rules, clock } = services;
  const timezone = timezoneOf(rules, rule);
  const { language } = addresseeOf(rules, rule, enterprise);
  const ask = asking(services, catalogue, accessOf(rule, enterprise), { timezone, signal });
  const period = periodOf(rule.kind, dueAt, timezone);
  const words = { language, timezone, at: clock.now() };
  const document =
    rule.kind === 'enterprise'
      ? enterpriseDocument(await readEnterpriseFigures(ask, { enterprise, period, timezone }), words)
      : serviceDocument(await readServiceFigures(ask, { period, timezone }), words);
  return late ? lateOne(document, formatsOf(language).instant(dueAt, timezone)) : document;
}

/** What an enterprise's own token may see, and nothing else: whatever a report asks, it asks with these rights. */
export function accessOf({ name, kind }: Pick<ReportRule, 'name' | 'kind'>, enterprise: string): Access {
  const tokenName = `report ${name}`;
  return kind === 'enterprise'
    ? {
        tokenId: `report:${name}:${enterprise}`,
        tokenName,
        scopes: ['counters:read'],
        connections: [],
        enterprises: [enterprise],
        clients: [],
        shows: [],
      }
    : {
        tokenId: `report:${name}`,
        tokenName,
        scopes: ['tickets:read'],
        connections: 'all',
        enterprises: [],
        clients: 'all',
        shows: [],
      };
}

function lateOne(document: ReportDocument, due: string): ReportDocument {
  const text = LATE_TEXTS[document.language](due);
  return { ...document, blocks: [{ kind: 'paragraph', text, tone: 'bad' }, ...document.blocks] };
}

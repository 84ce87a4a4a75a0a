import type { Locale } from '../../domain/rules/locale.ts';
import type { Block, ReportDocument, Tile } from '../document.ts';
import { type Formats, formatsOf } from '../formats.ts';
import type { InTime, ServiceFigures } from './figures.ts';
import { TEXTS } from './texts.ts';

type Texts = (typeof TEXTS)[Locale];

/** The weekly report of the service in words. */
export function serviceDocument(
  figures: ServiceFigures,
  { language, timezone, at }: { language: Locale; timezone: string; at: Date }
): ReportDocument {
  const texts: Texts = TEXTS[language];
  const formats = formatsOf(language);
  const { period, days, created, resolved, clients } = figures;
  return {
    language,
    title: texts.title(formats.day(period.from), formats.day(period.to)),
    subtitle: texts.subtitle,
    blocks: [
      { kind: 'tiles', tiles: tilesOf(figures, texts, formats) },
      { kind: 'heading', text: texts.perDay },
      {
        kind: 'chart',
        chart: {
          id: 'tickets-per-day',
          alt: texts.chartAlt(formats.count(created), formats.count(resolved)),
          categories: days.map(({ day }) => formats.day(day).slice(0, 5)),
          series: [
            { name: texts.created, form: 'bar', values: days.map((day) => day.created) },
            { name: texts.resolved, form: 'bar', values: days.map((day) => day.resolved) },
          ],
        },
      },
      { kind: 'heading', text: texts.clients },
      clientBlock(figures, texts, formats),
    ],
    footer: [texts.meaning, texts.source(formats.instant(at, timezone), timezone)],
    sheets: [
      {
        name: texts.sheetClients,
        columns: texts.columnsClients,
        rows: clients.map(({ client, open, overdue, resolved: done, resolutionMeanSeconds, ...levels }) => [
          ...[client, open, overdue, done],
          resolutionMeanSeconds === null ? null : Math.round(resolutionMeanSeconds),
          ...[levels.firstResponse.met, levels.firstResponse.missed],
          ...[levels.resolution.met, levels.resolution.missed],
        ]),
      },
      {
        name: texts.sheetDays,
        columns: texts.columnsDays,
        rows: days.map((day) => [day.day, day.created, day.resolved]),
      },
    ],
    fileName: `service-${period.from}`,
  };
}

function tilesOf(figures: ServiceFigures, texts: Texts, formats: Formats): Tile[] {
  const { backlog, firstResponse } = figures;
  const count = (label: string, value: number, before: number): Tile => ({
    label,
    value: formats.count(value),
    note: texts.weekBefore(formats.count(before)),
    tone: 'plain',
  });
  const share = (label: string, { met, missed }: InTime): Tile => ({
    label,
    value: shareText({ met, missed }, formats),
    note: texts.of(formats.count(met), formats.count(met + missed)),
    tone: 'plain',
  });
  return [
    count(texts.created, figures.created, figures.createdBefore),
    count(texts.resolved, figures.resolved, figures.resolvedBefore),
    {
      label: texts.backlog,
      value: backlog === null ? '–' : formats.count(backlog.last),
      note: backlog === null ? texts.noSnapshot : texts.backlogBefore(formats.count(backlog.first)),
      tone: 'plain',
    },
    {
      label: texts.firstResponse,
      value: formats.duration(firstResponse.meanSeconds),
      note: texts.unanswered(formats.count(firstResponse.unanswered)),
      tone: 'plain',
    },
    share(texts.firstResponseShare, figures.firstResponseInTime),
    share(texts.resolutionShare, figures.resolutionInTime),
  ];
}

function shareText({ met, missed }: InTime, formats: Formats): string {
  return formats.share(met + missed === 0 ? null : met / (met + missed));
}

function clientBlock({ clients }: ServiceFigures, texts: Texts, formats: Formats): Block {
  if (clients.length === 0) {
    return { kind: 'paragraph', text: texts.noClients, tone: 'plain' };
  }
  const figure = (title: string) => ({ title, align: 'right', weight: 2 }) as const;
  return {
    kind: 'table',
    columns: [
      { title: texts.client, align: 'left', weight: 4 },
      figure(texts.open),
      figure(texts.overdue),
      figure(texts.resolved),
      figure(texts.resolutionMean),
      figure(texts.firstResponseShare),
      figure(texts.resolutionShare),
    ],
    rows: clients.map(({ client, open, overdue, resolved, resolutionMeanSeconds, firstResponse, resolution }) => [
      client,
      formats.count(open),
      formats.count(overdue),
      formats.count(resolved),
      formats.duration(resolutionMeanSeconds),
      shareText(firstResponse, formats),
      shareText(resolution, formats),
    ]),
  };
}

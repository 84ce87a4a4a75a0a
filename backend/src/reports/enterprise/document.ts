import type { Locale } from '../../domain/rules/locale.ts';
import type { Block, ReportDocument, Sheet, TableColumn, Tile } from '../document.ts';
import { type Formats, formatsOf, slug, toneOf } from '../formats.ts';
import type { EnterpriseFigures, SiteFigures } from './figures.ts';
import { TEXTS } from './texts.ts';

type Texts = (typeof TEXTS)[Locale];

/** Shops of each list; the attached file has all. */
const RANKED = 5;
const LISTED = 15;

export interface DocumentOptions {
  language: Locale;
  timezone: string;
  at: Date;
}

/** The monthly report of an enterprise in words. */
export function enterpriseDocument(
  figures: EnterpriseFigures,
  { language, timezone, at }: DocumentOptions
): ReportDocument {
  const texts: Texts = TEXTS[language];
  const formats = formatsOf(language);
  const { enterprise, period, sites } = figures;
  const month = formats.month(period.from);
  const hasData = figures.days.some(({ entries }) => entries !== null);
  return {
    language,
    title: texts.title(enterprise, month),
    subtitle: texts.subtitle(formats.day(period.from), formats.day(period.to), sites.length),
    blocks: [
      { kind: 'tiles', tiles: tilesOf(figures, texts, formats) },
      ...(hasData
        ? dayBlocks(figures, texts, formats)
        : [{ kind: 'paragraph', text: texts.noData, tone: 'bad' } as const]),
      ...rankedBlocks(sites, texts, formats),
      ...gapBlocks(sites, texts, formats),
      ...outOfOrderBlocks(sites, texts, formats),
    ],
    footer: [texts.meaning, texts.source(formats.instant(at, timezone), timezone)],
    sheets: [siteSheet(sites, texts), daySheet(figures, texts)],
    fileName: `${slug(enterprise)}-${period.from.slice(0, 7)}`,
  };
}

function tilesOf(figures: EnterpriseFigures, texts: Texts, formats: Formats): Tile[] {
  const { entries, coverage, days } = figures;
  const counted = days.filter((day) => day.entries !== null).length;
  const compared = (label: string, percent: number | null, before: number): Tile => ({
    label,
    value: formats.change(percent),
    note: percent === null ? texts.nothing : texts.was(formats.count(before)),
    tone: toneOf(percent),
  });
  return [
    {
      label: texts.entries,
      value: formats.count(entries),
      note: texts.perDay(formats.count(counted === 0 ? 0 : entries / counted)),
      tone: 'plain',
    },
    compared(texts.monthBefore, figures.changeMonthPercent, figures.entriesMonthBefore),
    compared(texts.yearBefore, figures.changeYearPercent, figures.entriesYearBefore),
    {
      label: texts.coverage,
      value: formats.share(coverage.share),
      note: texts.gaps(formats.count(coverage.zero), formats.count(coverage.noData)),
      tone: 'plain',
    },
  ];
}

/** Beside the year before where there is one: seasons are what moves shops most. */
function dayBlocks({ days, period, entries }: EnterpriseFigures, texts: Texts, formats: Formats): Block[] {
  const month = formats.month(period.from);
  const compared = days.some(({ yearBefore }) => yearBefore !== null) ? 'yearBefore' : 'monthBefore';
  const first = days[0]?.day ?? period.from;
  const comparedMonth =
    compared === 'yearBefore' ? `${Number(first.slice(0, 4)) - 1}${first.slice(4)}` : monthBefore(first);
  const isCompared = days.some((day) => day[compared] !== null);
  return [
    { kind: 'heading', text: texts.perDayHeading },
    {
      kind: 'chart',
      chart: {
        id: 'entries-per-day',
        alt: texts.chartAlt(month, formats.count(entries)),
        categories: days.map(({ day }) => String(Number(day.slice(8)))),
        series: [
          { name: month, form: 'bar', values: days.map((day) => day.entries) },
          ...(isCompared
            ? [
                {
                  name: formats.month(comparedMonth),
                  form: 'line' as const,
                  values: days.map((day) => day[compared]),
                },
              ]
            : []),
        ],
      },
    },
  ];
}

function monthBefore(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return month === 1 ? `${year - 1}-12-01` : `${year}-${String(month - 1).padStart(2, '0')}-01`;
}

function rankedBlocks(sites: readonly SiteFigures[], texts: Texts, formats: Formats): Block[] {
  const byEntries = sites
    .filter(({ entries, operational }) => entries > 0 || operational === true)
    .toSorted((a, b) => b.entries - a.entries || (a.code < b.code ? -1 : 1));
  const best = byEntries.filter(({ entries }) => entries > 0).slice(0, RANKED);
  // A shop is on one of the lists; those whose counter was out all month say nothing of their visitors.
  const worst = byEntries
    .slice(best.length)
    .filter(({ days }) => days === null || days.counted > 0)
    .slice(-RANKED)
    .reverse();
  const columns: TableColumn[] = [
    { title: texts.shop, align: 'left', weight: 5 },
    { title: texts.entriesColumn, align: 'right', weight: 2 },
    { title: texts.changeMonth, align: 'right', weight: 2 },
    { title: texts.changeYear, align: 'right', weight: 2 },
  ];
  const table = (title: string, listed: readonly SiteFigures[]): Block[] =>
    listed.length === 0
      ? []
      : [
          { kind: 'heading', text: title },
          {
            kind: 'table',
            columns,
            rows: listed.map((site) => [
              site.label,
              formats.count(site.entries),
              formats.change(site.changeMonthPercent),
              formats.change(site.changeYearPercent),
            ]),
          },
        ];
  return [...table(texts.best, best), ...table(texts.worst, worst)];
}

function gapBlocks(sites: readonly SiteFigures[], texts: Texts, formats: Formats): Block[] {
  const gaps = sites
    .flatMap(({ label, days }) => (days !== null && days.zero + days.noData > 0 ? [{ label, ...days }] : []))
    .toSorted((a, b) => b.zero + b.noData - (a.zero + a.noData));
  return [
    { kind: 'heading', text: texts.gapsHeading },
    ...listBlocks(
      gaps,
      {
        columns: [
          { title: texts.shop, align: 'left', weight: 5 },
          { title: texts.zeroDays, align: 'right', weight: 2 },
          { title: texts.silentDays, align: 'right', weight: 2 },
          { title: texts.share, align: 'right', weight: 2 },
        ],
        cells: ({ label, zero, noData, share }) => [
          label,
          formats.count(zero),
          formats.count(noData),
          formats.share(share),
        ],
        none: texts.noGaps,
      },
      texts,
      formats
    ),
  ];
}

function outOfOrderBlocks(sites: readonly SiteFigures[], texts: Texts, formats: Formats): Block[] {
  return [
    { kind: 'heading', text: texts.outOfOrder },
    ...listBlocks(
      sites.filter(({ operational }) => operational === false),
      {
        columns: [
          { title: texts.shop, align: 'left', weight: 4 },
          { title: texts.reason, align: 'left', weight: 6 },
        ],
        cells: ({ label, reason }) => [label, reason ?? '–'],
        none: texts.noneOutOfOrder,
      },
      texts,
      formats
    ),
  ];
}

/** A list of some length; what does not fit is in the attached file. */
function listBlocks<T>(
  items: readonly T[],
  { columns, cells, none }: { columns: TableColumn[]; cells: (item: T) => string[]; none: string },
  texts: Texts,
  formats: Formats
): Block[] {
  if (items.length === 0) {
    return [{ kind: 'paragraph', text: none, tone: 'plain' }];
  }
  const rest = items.length - LISTED;
  return [
    { kind: 'table', columns, rows: items.slice(0, LISTED).map(cells) },
    ...(rest > 0 ? [{ kind: 'paragraph', text: texts.more(formats.count(rest)), tone: 'plain' } as const] : []),
  ];
}

function siteSheet(sites: readonly SiteFigures[], texts: Texts): Sheet {
  return {
    name: texts.sheetSites,
    columns: texts.columnsSites,
    rows: sites.map((site) => [
      site.code,
      site.city,
      site.entries,
      site.entriesMonthBefore,
      rounded(site.changeMonthPercent),
      site.entriesYearBefore,
      rounded(site.changeYearPercent),
      site.days?.counted ?? null,
      site.days?.zero ?? null,
      site.days?.noData ?? null,
      site.days === null || site.days.share === null ? null : rounded(site.days.share * 100),
      site.operational,
      site.reason,
    ]),
  };
}

function daySheet({ days }: EnterpriseFigures, texts: Texts): Sheet {
  return {
    name: texts.sheetDays,
    columns: texts.columnsDays,
    rows: days.map(({ day, entries, monthBefore: before, yearBefore }) => [day, entries, before, yearBefore]),
  };
}

const rounded = (percent: number | null): number | null => (percent === null ? null : Math.round(percent * 10) / 10);

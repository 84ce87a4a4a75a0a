import { buffer } from 'node:stream/consumers';

import PDFDocument from 'pdfkit';

import type { Block, ReportDocument, TableColumn, Tile } from '../document.ts';
import { CHART_SIZE } from './chart.ts';
import { COLOURS, TONES } from './colours.ts';
import { FONT_FILES } from './fonts.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** Points; A4. */
const MARGIN = 48;
const FOOT = 40;
const GAP = 10;
const CELL = { x: 4, y: 3 } as const;
const TILES_A_LINE = 4;
const TILE_HEIGHT = 74;

export interface PdfOptions {
  /** PNG of a chart. */
  pictureOf: (chartId: string) => Uint8Array;
  /** When the figures were read. */
  at: Date;
  /** `Page 2 of 3`. */
  pageText: (page: number, pages: number) => string;
}

/** The report on pages of A4, with the same blocks as the mail. */
export async function pdfOf(document: ReportDocument, options: PdfOptions): Promise<Buffer> {
  const { title, subtitle, language, blocks, footer } = document;
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    bufferPages: true,
    lang: language,
    displayTitle: true,
    font: FONT_FILES.regular,
    info: { Title: title, Subject: subtitle, Producer: 'Vigie', Creator: 'Vigie', CreationDate: options.at },
  });
  const written = buffer(pdf);
  text(pdf, title, { font: 'bold', size: 18 });
  text(pdf, subtitle, { size: 10, color: COLOURS.faint });
  pdf.moveDown(0.6);
  for (const [index, block] of blocks.entries()) {
    draw(pdf, block, blocks[index + 1], options);
  }
  for (const line of footer) {
    text(pdf, line, { size: 8, color: COLOURS.faint });
  }
  numberPages(pdf, title, options.pageText);
  pdf.end();
  return written;
}

function draw(pdf: Pdf, block: Block, next: Block | undefined, { pictureOf }: PdfOptions): void {
  switch (block.kind) {
    case 'tiles':
      tiles(pdf, block.tiles);
      break;
    case 'heading':
      // Not alone at the end of a page.
      ensure(pdf, 30 + (next?.kind === 'chart' ? chartHeight(pdf) : 50));
      pdf.moveDown(0.4);
      text(pdf, block.text, { font: 'bold', size: 12 });
      pdf.moveDown(0.3);
      break;
    case 'paragraph':
      text(pdf, block.text, { color: TONES[block.tone] });
      pdf.y += GAP / 2;
      break;
    case 'chart': {
      ensure(pdf, chartHeight(pdf));
      pdf.image(Buffer.from(pictureOf(block.chart.id)), MARGIN, pdf.y, { width: widthOf(pdf) });
      pdf.y += chartHeight(pdf) + GAP;
      break;
    }
    case 'table':
      table(pdf, block.columns, block.rows);
      pdf.y += GAP;
      break;
  }
  pdf.x = MARGIN;
}

const widthOf = ({ page }: Pdf): number => page.width - 2 * MARGIN;
const bottomOf = ({ page }: Pdf): number => page.height - MARGIN - FOOT;
const chartHeight = (pdf: Pdf): number => (widthOf(pdf) * CHART_SIZE.height) / CHART_SIZE.width;

function ensure(pdf: Pdf, height: number): boolean {
  if (pdf.y + height <= bottomOf(pdf)) {
    return false;
  }
  pdf.addPage();
  return true;
}

interface TextStyle {
  font?: 'regular' | 'bold';
  size?: number;
  color?: string;
}

function style(pdf: Pdf, { font = 'regular', size = 9.5, color = COLOURS.text }: TextStyle): Pdf {
  return pdf.font(FONT_FILES[font]).fontSize(size).fillColor(color);
}

function text(pdf: Pdf, content: string, given: TextStyle = {}): void {
  style(pdf, given).text(content, MARGIN, pdf.y, { width: widthOf(pdf) });
}

function tiles(pdf: Pdf, all: readonly Tile[]): void {
  const width = (widthOf(pdf) - (TILES_A_LINE - 1) * GAP) / TILES_A_LINE;
  for (let first = 0; first < all.length; first += TILES_A_LINE) {
    ensure(pdf, TILE_HEIGHT + GAP);
    const top = pdf.y;
    for (const [index, tile] of all.slice(first, first + TILES_A_LINE).entries()) {
      const x = MARGIN + index * (width + GAP);
      pdf.rect(x, top, width, TILE_HEIGHT).fill(COLOURS.panel);
      const two = { width: width - 16, height: 20, ellipsis: true };
      style(pdf, { size: 7.5, color: COLOURS.faint }).text(tile.label, x + 8, top + 7, two);
      style(pdf, { font: 'bold', size: 15, color: TONES[tile.tone] }).text(tile.value, x + 8, top + 28, {
        ...two,
        lineBreak: false,
      });
      style(pdf, { size: 7.5, color: COLOURS.faint }).text(tile.note, x + 8, top + 49, two);
    }
    pdf.x = MARGIN;
    pdf.y = top + TILE_HEIGHT + GAP;
  }
}

function table(pdf: Pdf, columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
  const total = columns.reduce((sum, { weight }) => sum + weight, 0);
  const widths = columns.map(({ weight }) => (widthOf(pdf) * weight) / total);
  const head: TextStyle = { font: 'bold', size: 8, color: COLOURS.faint };
  const titles = columns.map(({ title }) => title);
  const begin = (): void => line(pdf, columns, widths, titles, head);
  ensure(pdf, heightOf(pdf, widths, titles, head) + 20);
  begin();
  for (const cells of rows) {
    if (ensure(pdf, heightOf(pdf, widths, cells, {}))) {
      begin();
    }
    line(pdf, columns, widths, cells, {});
  }
}

/** Most of a page: a cell of any length ends there. */
const MAX_ROW_HEIGHT = 200;

function heightOf(pdf: Pdf, widths: readonly number[], cells: readonly string[], given: TextStyle): number {
  style(pdf, given);
  const heights = cells.map((cell, index) =>
    Math.min(MAX_ROW_HEIGHT, pdf.heightOfString(cell === '' ? ' ' : cell, { width: (widths[index] ?? 0) - 2 * CELL.x }))
  );
  return Math.max(...heights) + 2 * CELL.y;
}

function line(
  pdf: Pdf,
  columns: readonly TableColumn[],
  widths: readonly number[],
  cells: readonly string[],
  given: TextStyle
): void {
  const height = heightOf(pdf, widths, cells, given);
  const top = pdf.y;
  let x = MARGIN;
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0;
    style(pdf, given).text(cell, x + CELL.x, top + CELL.y, {
      width: width - 2 * CELL.x,
      height: height - 2 * CELL.y + 1,
      align: columns[index]?.align ?? 'left',
      ellipsis: true,
    });
    x += width;
  }
  pdf
    .moveTo(MARGIN, top + height)
    .lineTo(MARGIN + widthOf(pdf), top + height)
    .lineWidth(0.5)
    .stroke(COLOURS.line);
  pdf.x = MARGIN;
  pdf.y = top + height;
}

function numberPages(pdf: Pdf, title: string, pageText: PdfOptions['pageText']): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    // Below the margin, where text would otherwise begin another page.
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - MARGIN;
    const half = { width: widthOf(pdf) / 2, height: 10, lineBreak: false, ellipsis: true };
    style(pdf, { size: 7.5, color: COLOURS.faint })
      .text(title, MARGIN, y, half)
      .text(pageText(page + 1, count), MARGIN + widthOf(pdf) / 2, y, { ...half, align: 'right' });
  }
}

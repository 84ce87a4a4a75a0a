import type { ReportDocument } from '../document.ts';
import { drawChart } from './chart.ts';
import { csvOf } from './csv.ts';
import { htmlOf } from './html.ts';
import { pdfOf } from './pdf.ts';
import type { RenderedFile, RenderedReport } from './rendered.ts';
import type { RenderTask } from './renderer.ts';

const PAGE_TEXTS = {
  'fr-FR': (page: number, pages: number) => `Page ${page} sur ${pages}`,
  'en-US': (page: number, pages: number) => `Page ${page} of ${pages}`,
};

/** Gives a report its forms; the task of the thread of {@link createRenderer}. */
export default async function render({ document, formats, at }: RenderTask): Promise<RenderedReport> {
  const numbers = new Intl.NumberFormat(document.language);
  const pictures: RenderedFile[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'chart') {
      const content = drawChart(block.chart, numbers);
      pictures.push({ name: pictureName(block.chart.id), type: 'image/png', content });
    }
  }
  const files: RenderedFile[] = [];
  if (formats.includes('pdf')) {
    const content = await pdfOf(document, {
      pictureOf: (id) => pictures.find(({ name }) => name === pictureName(id))?.content ?? new Uint8Array(),
      at,
      pageText: PAGE_TEXTS[document.language],
    });
    files.push({ name: `${document.fileName}.pdf`, type: 'application/pdf', content });
  }
  if (formats.includes('csv')) {
    for (const sheet of document.sheets) {
      const content = Buffer.from(csvOf(sheet, document.language));
      files.push({ name: `${document.fileName}-${sheet.name}.csv`, type: 'text/csv; charset=utf-8', content });
    }
  }
  return {
    title: document.title,
    html: htmlOf(document, (id) => `cid:${pictureName(id)}`),
    text: textOf(document),
    pictures,
    files,
  };
}

const pictureName = (chartId: string): string => `${chartId}.png`;

function textOf({ language, title, subtitle, blocks, footer }: ReportDocument): string {
  const colon = language === 'fr-FR' ? '\u00a0: ' : ': ';
  const parts = blocks.flatMap((block) => {
    switch (block.kind) {
      case 'tiles':
        return [
          block.tiles.map(({ label, value, note }) => `${label}${colon}${value}${note && ` (${note})`}`).join('\n'),
        ];
      case 'heading':
        return [block.text.toUpperCase()];
      case 'paragraph':
        return [block.text];
      case 'chart':
        return [block.chart.alt];
      case 'table':
        return [
          [block.columns.map((column) => column.title), ...block.rows].map((cells) => cells.join(' | ')).join('\n'),
        ];
    }
  });
  return [title, subtitle, ...parts, footer.join('\n')].join('\n\n');
}

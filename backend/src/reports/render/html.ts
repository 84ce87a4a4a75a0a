import { escapeUTF8 } from 'entities';

import type { Block, ReportDocument, Tile } from '../document.ts';
import { CHART_SIZE } from './chart.ts';
import { COLOURS, TONES } from './colours.ts';

const FONT = "font-family:'Segoe UI',Calibri,Arial,sans-serif";
const WIDTH = 600;
/** Two a line: of more, long names and numbers would not fit on a telephone. */
const TILES_A_LINE = 2;

/**
 * The text of the mail. Outlook on Windows draws with Word's engine: tables alone for the layout, styles on the elements, widths as
 * attributes, pictures with their size.
 *
 * @param pictureOf - where the picture of a chart is, e.g. `cid:…` or `data:…`
 */
export function htmlOf(document: ReportDocument, pictureOf: (chartId: string) => string): string {
  const { language, title, subtitle, blocks, footer } = document;
  return [
    `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta name="color-scheme" content="light"><title>${escapeUTF8(title)}</title></head>`,
    `<body style="margin:0;padding:0;background:${COLOURS.panel}">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${COLOURS.panel}"><tr><td align="center" style="padding:12px 0">`,
    `<table role="presentation" width="${WIDTH}" cellpadding="0" cellspacing="0" border="0" style="width:${WIDTH}px;max-width:100%;background:${COLOURS.background};${FONT};color:${COLOURS.text};font-size:14px;line-height:20px">`,
    row(
      `<h1 style="margin:0;${FONT};font-size:22px;line-height:28px;font-weight:600;color:${COLOURS.text}">${escapeUTF8(title)}</h1>` +
        `<p style="margin:4px 0 0;${FONT};font-size:13px;line-height:18px;color:${COLOURS.faint}">${escapeUTF8(subtitle)}</p>`,
      '24px 20px 8px'
    ),
    ...blocks.map((block) => blockHtml(block, pictureOf)),
    row(
      footer
        .map(
          (line) =>
            `<p style="margin:0 0 4px;${FONT};font-size:12px;line-height:16px;color:${COLOURS.faint}">${escapeUTF8(line)}</p>`
        )
        .join(''),
      `16px 20px 20px;border-top:1px solid ${COLOURS.line}`
    ),
    '</table></td></tr></table></body></html>',
  ].join('\n');
}

const row = (content: string, padding = '8px 20px'): string =>
  `<tr><td style="padding:${padding}">${content}</td></tr>`;

function blockHtml(block: Block, pictureOf: (chartId: string) => string): string {
  switch (block.kind) {
    case 'tiles':
      return row(tilesHtml(block.tiles));
    case 'heading':
      return row(
        `<h2 style="margin:0;${FONT};font-size:16px;line-height:22px;font-weight:600;color:${COLOURS.text}">${escapeUTF8(block.text)}</h2>`,
        '16px 20px 0'
      );
    case 'paragraph':
      return row(
        `<p style="margin:0;${FONT};font-size:14px;line-height:20px;color:${TONES[block.tone]}">${escapeUTF8(block.text)}</p>`
      );
    case 'chart': {
      const { width, height } = CHART_SIZE;
      const { id, alt } = block.chart;
      return row(
        `<img src="${escapeUTF8(pictureOf(id))}" width="${width}" height="${height}" alt="${escapeUTF8(alt)}" style="display:block;width:100%;max-width:${width}px;height:auto;border:0">`
      );
    }
    case 'table':
      return row(tableHtml(block));
  }
}

function tilesHtml(tiles: readonly Tile[]): string {
  const cell = ({ label, value, note, tone }: Tile): string =>
    `<td width="${100 / TILES_A_LINE}%" valign="top" style="padding:4px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:10px 12px;background:${COLOURS.panel};${FONT}">` +
    `<span style="font-size:12px;line-height:16px;color:${COLOURS.faint}">${escapeUTF8(label)}</span><br>` +
    `<span style="font-size:22px;line-height:30px;font-weight:600;color:${TONES[tone]}">${escapeUTF8(value)}</span><br>` +
    `<span style="font-size:12px;line-height:16px;color:${COLOURS.faint}">${escapeUTF8(note)}</span></td></tr></table></td>`;
  const lines = tiles.flatMap((_, index) =>
    index % TILES_A_LINE === 0 ? [tiles.slice(index, index + TILES_A_LINE)] : []
  );
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lines
    .map((line) => `<tr>${line.map(cell).join('')}${'<td></td>'.repeat(TILES_A_LINE - line.length)}</tr>`)
    .join('')}</table>`;
}

function tableHtml({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const whole = columns.reduce((sum, { weight }) => sum + weight, 0);
  // Without a width, names that may break would break after any letter to leave the figures more room than they need.
  const head = columns
    .map(
      ({ title, align, weight }) =>
        `<th scope="col" align="${align}" width="${Math.round((100 * weight) / whole)}%" style="padding:6px 8px;border-bottom:2px solid ${COLOURS.line};${FONT};font-size:12px;line-height:16px;font-weight:600;color:${COLOURS.faint};text-align:${align}">${escapeUTF8(title)}</th>`
    )
    .join('');
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells
          .map((cell, index) => {
            const align = columns[index]?.align ?? 'left';
            const wrap = align === 'right' ? ';white-space:nowrap' : ';word-break:break-word';
            return `<td align="${align}" valign="top" style="padding:5px 8px;border-bottom:1px solid ${COLOURS.line};${FONT};font-size:13px;line-height:18px;text-align:${align}${wrap}">${escapeUTF8(cell)}</td>`;
          })
          .join('')}</tr>`
    )
    .join('');
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

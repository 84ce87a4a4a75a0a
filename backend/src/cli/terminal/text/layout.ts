import stringWidth from 'string-width';

export type Alignment = 'left' | 'right';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Fills a text with spaces to a width in columns; wide characters and colours are counted as they show. */
export function pad(text: string, width: number, alignment: Alignment = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return alignment === 'left' ? text + spaces : spaces + text;
}

/** Cuts an uncoloured text to a width in columns, with an ellipsis when something is lost. */
export function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) {
    return text;
  }
  let kept = '';
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += stringWidth(segment);
    if (used > width) {
      break;
    }
    kept += segment;
  }
  return width < 1 ? '' : `${kept.trimEnd()}…`;
}

/** Exactly `width` columns: cut or filled. */
export function fit(text: string, width: number, alignment: Alignment = 'left'): string {
  return pad(truncate(text, width), width, alignment);
}

/** Two texts at the ends of a line. */
export function ends(left: string, right: string, width: number): string {
  const gap = Math.max(1, width - stringWidth(left) - stringWidth(right));
  return left + ' '.repeat(gap) + right;
}

/** Words broken into lines of at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && stringWidth(line) + 1 + stringWidth(word) > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

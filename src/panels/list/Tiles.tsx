import { useStyles2 } from '@grafana/ui';
import React, { type CSSProperties } from 'react';

import { filled } from '../shared/tones';
import { figureText, isAbsent } from './Cell';
import type { ListContext } from './context';
import type { ListFieldOptions } from './options';
import type { Cell, Row } from './rows';
import { getTileStyles } from './tileStyles';

interface Props {
  row: Row;
  context: ListContext;
}

/** The values of one row side by side, each big with its name: the figures of a page. */
export function Tiles({ row, context }: Props) {
  const styles = useStyles2(getTileStyles, row.cells.length);
  const tiles = row.cells.map((cell) => ({ cell, name: cell.column.title, text: figureText(cell, context) }));
  return (
    <dl className={styles.tiles} style={lengths(tiles)}>
      {tiles.map(({ cell, name, text }) => (
        <div key={cell.column.name} className={styles.tile} style={colours(cell)}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.figure}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A tile with a tone is coloured while there is something to look at. */
function colours({ field, value }: Cell): CSSProperties | undefined {
  const { tone = 'plain' } = (field?.config.custom ?? {}) as ListFieldOptions;
  if (tone === 'plain' || isAbsent(value)) {
    return undefined;
  }
  return filled(typeof value === 'number' && value < 1 ? 'none' : tone);
}

/** Beyond the half of a name, in letters: where its first line ends depends on the words. */
const UNEVEN = 4;

/** What the size of the type depends on beside the size of a tile: the longest figure, and the longest name in two lines. */
function lengths(tiles: Array<{ name: string; text: string }>): CSSProperties {
  const figure = Math.max(3, ...tiles.map(({ text }) => text.length));
  const lines = tiles.map(({ name }) => {
    const [longestWord = 0] = name
      .split(/\s+/)
      .map(({ length }) => length)
      .sort((a, b) => b - a);
    return Math.max(longestWord, name.length / 2 + UNEVEN);
  });
  return { '--vigie-figure': figure, '--vigie-name': Math.max(6, ...lines) } as CSSProperties;
}

import { useStyles2 } from '@grafana/ui';
import React, { type CSSProperties } from 'react';

import { filled } from '../../shared/tones';
import type { ListContext } from '../context';
import type { ListFieldOptions } from '../options';
import { figureText, isAbsent } from '../table/Cell';
import { PageLink } from '../table/PageLink';
import { type Cell, dataLink, type Row } from '../table/rows';
import { callsForAttention, chosenTone } from '../tone';
import { getTileStyles } from './tileStyles';

interface Props {
  row: Row;
  context: ListContext;
}

/** The values of one row side by side, each big with its name: the figures of a page. */
export function Tiles({ row, context }: Props) {
  const styles = useStyles2(getTileStyles, row.cells.length);
  const tiles = row.cells.map((cell) => ({
    cell,
    name: nameOf(cell, row),
    text: figureText(cell, context),
    ...dataLink(cell),
  }));
  return (
    <dl className={styles.tiles} style={lengths(tiles)}>
      {tiles.map(({ cell, name, text, href, linkTitle }) => (
        <div key={cell.column.name} className={styles.tile} style={colours(cell)}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.figure}>
            {href === undefined ? (
              text
            ) : (
              <PageLink href={href} title={linkTitle}>
                {text}
              </PageLink>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The title of the column, and the text that an editor wants beside it. */
function nameOf({ column, field }: Cell, { textOf }: Row): string {
  const { detail = '' } = (field?.config.custom ?? {}) as ListFieldOptions;
  const text = textOf(detail);
  return text === '' ? column.title : `${column.title} ${text}`;
}

/** A tile with a tone is coloured while there is something to look at. */
function colours({ field, value }: Cell): CSSProperties | undefined {
  const tone = chosenTone(field);
  if (tone === undefined || isAbsent(value)) {
    return undefined;
  }
  return filled(callsForAttention(value) ? tone : 'none');
}

/** Beyond the half of a name, in letters: where its first line ends depends on the words. */
const UNEVEN = 4;

/** A word alone in its line has no narrower neighbour that evens it out. */
const WIDE_WORD = 1.1;

/** What the size of the type depends on beside the size of a tile: the longest figure, and the longest name in two lines. */
function lengths(tiles: Array<{ name: string; text: string }>): CSSProperties {
  const figure = Math.max(3, ...tiles.map(({ text }) => text.length));
  const lines = tiles.map(({ name }) => {
    const [longestWord = 0] = name
      .split(/\s+/)
      .map(({ length }) => length)
      .sort((a, b) => b - a);
    return Math.max(longestWord * WIDE_WORD, name.length / 2 + UNEVEN);
  });
  return { '--vigie-figure': figure, '--vigie-name': Math.max(6, ...lines) } as CSSProperties;
}

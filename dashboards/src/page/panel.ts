import { createHash } from 'node:crypto';

import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { GridPos, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** What every panel builder of the SDK can do, whatever its kind. */
type PanelBuilder = Builder<Panel> & { gridPos(place: GridPos): unknown; id(id: number): unknown };

/** A panel and the name by which links and alert rules find it. */
export interface NamedPanel {
  name: string;
  builder: PanelBuilder;
}

/** Gives a panel its name: lower case with dashes, unique on its page, and kept for as long as the panel shows the same. */
export function named(name: string, builder: PanelBuilder): NamedPanel {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" is no name of a panel: write lower-case words joined by dashes`);
  }
  return { name, builder };
}

/**
 * Id of the panel with a name, the same on every page: 31 bits of a hash, since Grafana wants a whole number. It depends on
 * nothing but the name, so links survive whatever is inserted, moved or removed around the panel.
 */
export function panelId(name: string): number {
  return (createHash('sha256').update(name).digest().readUInt32BE() >>> 1) + 1;
}

/**
 * Refuses panels that Grafana could not tell apart.
 *
 * @param idOf - how a name becomes an id
 */
export function checkNames(page: string, names: readonly string[], idOf: (name: string) => number = panelId): void {
  const known = new Map<number, string>();
  for (const name of names) {
    const other = known.get(idOf(name));
    if (other === name) {
      throw new Error(`page ${page}: two panels are named "${name}"`);
    }
    if (other !== undefined) {
      throw new Error(`page ${page}: the panels "${other}" and "${name}" get the same id: rename the newer one`);
    }
    known.set(idOf(name), name);
  }
}

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { DateTime } from 'luxon';

/** Zone of the organisation that looks at the dashboards, where its month begins. */
const ZONE = 'Europe/Paris';

/** A time range of a dashboard, as Grafana's `time` has it. */
export interface Range {
  from: string;
  to: string;
}

/**
 * Copies the generated dashboards with their ranges held at an instant: Grafana and browsers know real time only, so that
 * "the last 24 hours" would miss what a clock set elsewhere is about.
 *
 * @param generated - folder with a folder of dashboards for each language
 */
export async function copyDashboardsAt(generated: string, target: string, now: Date): Promise<void> {
  for (const entry of await readdir(generated, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) {
      continue;
    }
    const file = path.join(entry.parentPath, entry.name);
    const copy = path.join(target, path.relative(generated, file));
    const content = JSON.parse(await readFile(file, 'utf8')) as { time?: Range };
    await mkdir(path.dirname(copy), { recursive: true });
    await writeFile(copy, JSON.stringify(content.time ? { ...content, time: rangeAt(content.time, now) } : content));
  }
}

/**
 * The range that a relative one means at an instant, as ISO instants.
 * @throws RangeError for an expression that none of our dashboards has
 */
export function rangeAt({ from, to }: Range, now: Date): Range {
  return { from: instantAt(from, now), to: instantAt(to, now) };
}

const UNITS = { m: 'minutes', h: 'hours', d: 'days', M: 'months' } as const;

function instantAt(expression: string, now: Date): string {
  const groups = /^now(?:-(?<amount>\d+)(?<unit>[mhdM]))?(?:\/(?<start>[dM]))?$/.exec(expression)?.groups;
  if (groups === undefined) {
    throw new RangeError(`The range "${expression}" of a dashboard cannot be held at an instant`);
  }
  const { amount = '0', unit = 'h', start } = groups;
  let at = DateTime.fromJSDate(now, { zone: ZONE }).minus({ [UNITS[unit as keyof typeof UNITS]]: Number(amount) });
  if (start !== undefined) {
    at = at.startOf(start === 'M' ? 'month' : 'day');
  }
  return at.toUTC().toISO() ?? '';
}

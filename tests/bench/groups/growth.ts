import { postgresBinaries } from '../../../backend/test/support/store/postgres-server.ts';
import { type Measurement, reach, told } from '../../measuring/report.ts';
import { mariadbMissing } from '../../servers/databases/mariadb.ts';
import { type Figure, SCALES } from '../support/scales.ts';
import { measureCountersAt } from './growth-counters.ts';
import { measureTicketsAt } from './growth-tickets.ts';

/** What grows, and how, from a company's own size to a hundred times as much: each figure at every scale, then the last by the first. */
export async function benchGrowth(root: string): Promise<Measurement[]> {
  const parts = [
    { missing: mariadbMissing(), measure: measureCountersAt },
    {
      missing: postgresBinaries === undefined ? 'no PostgreSQL on this machine' : undefined,
      measure: measureTicketsAt,
    },
  ];
  const lines: Measurement[] = [];
  for (const { missing, measure } of parts) {
    if (missing !== undefined) {
      console.log(`!!! ${missing}: its lines are left out`);
      continue;
    }
    const scales: Figure[][] = [];
    for (const scale of SCALES) {
      scales.push(await measure(root, scale));
    }
    lines.push(...linesOf(scales));
  }
  return lines;
}

/** @param scales the same figures at each scale */
function linesOf(scales: readonly (readonly Figure[])[]): Measurement[] {
  const [smallest, largest] = [scales[0] ?? [], scales.at(-1) ?? []];
  return smallest.flatMap(({ name, unit, limit, value: first }, index) => [
    ...scales.map((figures, at) => told(`${SCALES[at]} ×: ${name}`, figures[index]?.value ?? Number.NaN, unit)),
    reach(`… ${SCALES.at(-1)} × / ${SCALES[0]} ×`, (largest[index]?.value ?? Number.NaN) / first, limit, '×'),
  ]);
}

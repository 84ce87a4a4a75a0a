import { defineDataset } from '../../engine/dataset.ts';
import { readAllSources } from '../../notices/sources.ts';
import { TITLES } from '../../tickets/common.ts';

/** How bad a state is; a source that is still being read for the first time has not failed. */
const LATENESS = { ok: 0, reading: 0, late: 1, down: 2 } as const;

/** For Grafana's alert rules (docs/adr/0004): texts that become labels, one number, and every source in every answer. */
export default defineDataset({
  name: 'system.alarms',
  title: { fr: 'Sources qui appellent une alerte', en: 'Sources that call for an alert' },
  description: {
    fr: 'Pour les règles d’alerte : toujours une ligne par source ; 0 quand elle est lue à temps, 1 en retard, 2 en panne.',
    en: 'For alert rules: always one row for each source; 0 when it is read in time, 1 late, 2 down.',
  },
  scopes: ['tickets:read', 'admin'],
  origin: 'none',
  usesClock: true,
  parameters: {},
  columns: {
    source: { type: 'string', title: TITLES.source },
    lateness: { type: 'number', title: { fr: 'Retard', en: 'Lateness' } },
  },
  async read({ access, now, ...services }) {
    const sources = await readAllSources(services, access, now);
    return sources.map(({ source, state }) => ({ source, lateness: LATENESS[state] }));
  },
});

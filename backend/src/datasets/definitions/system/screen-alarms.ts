import { screenState } from '../../../domain/screens/screen-state.ts';
import { readScreens } from '../../../store/screens/screens.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { requireEverything } from '../../system/everything.ts';

/** For Grafana's alert rules (docs/adr/0004): texts that become labels, one number, and every screen in every answer. */
export default defineDataset({
  name: 'system.screen_alarms',
  title: { fr: 'Écrans qui appellent une alerte', en: 'Screens that call for an alert' },
  description: {
    fr: 'Pour les règles d’alerte : toujours une ligne par écran ; 1 quand il devrait se signaler et se tait, 0 sinon.',
    en: 'For alert rules: always one row for each screen; 1 when it should report and is silent, else 0.',
  },
  scopes: ['sites:write', 'admin'],
  origin: 'none',
  usesClock: true,
  parameters: {},
  columns: {
    screen: { type: 'string', title: { fr: 'Écran', en: 'Screen' } },
    silent: { type: 'number', title: { fr: 'Muet', en: 'Silent' } },
  },
  async read({ access, db, rules, now }) {
    requireEverything(access);
    const screens = await readScreens(db);
    // A name may have been another screen's that was revoked: the row of a name is its living screen's.
    const byName = new Map<string, number>();
    for (const screen of screens) {
      const silent = screenState(screen, rules, now) === 'silent' ? 1 : 0;
      byName.set(screen.name, Math.max(byName.get(screen.name) ?? 0, silent));
    }
    return [...byName].map(([screen, silent]) => ({ screen, silent }));
  },
});

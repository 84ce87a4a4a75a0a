import { screenState } from '../../../domain/screens/screen-state.ts';
import { readScreens } from '../../../store/screens/screens.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { requireEverything } from '../../system/everything.ts';

export default defineDataset({
  name: 'system.screens',
  title: { fr: 'Écrans', en: 'Screens' },
  description: {
    fr: 'Pour chaque écran : son état, ce qu’il montre et la dernière fois qu’il s’est signalé. Réservé à l’organisation principale.',
    en: 'For each screen: its state, what it shows and when it last reported. For the main organisation.',
  },
  scopes: ['sites:write', 'admin'],
  origin: 'none',
  usesClock: true,
  parameters: {},
  columns: {
    screen: { type: 'string', title: { fr: 'Écran', en: 'Screen' } },
    state: { type: 'string', title: { fr: 'État', en: 'State' } },
    seen_at: { type: 'time', title: { fr: 'Vu', en: 'Seen' } },
    seen_age_s: { type: 'number', unit: 's', title: { fr: 'Vu il y a', en: 'Seen ago' } },
    page: { type: 'string', title: { fr: 'Page', en: 'Page' } },
    width: { type: 'number', title: { fr: 'Largeur', en: 'Width' } },
    height: { type: 'number', title: { fr: 'Hauteur', en: 'Height' } },
    data_age_s: { type: 'number', unit: 's', title: { fr: 'Âge des données', en: 'Age of the data' } },
    version: { type: 'string', title: { fr: 'Version', en: 'Version' } },
    expires_at: { type: 'time', title: { fr: 'Fin du lien', en: 'Link ends' } },
  },
  async read({ access, db, rules, now }) {
    requireEverything(access);
    const age = (instant: Date | null | undefined): number | null =>
      instant ? Math.max(0, Math.round((now.getTime() - instant.getTime()) / 1000)) : null;
    return (await readScreens(db)).map((screen) => ({
      screen: screen.name,
      state: screenState(screen, rules, now),
      seen_at: screen.seen?.at ?? null,
      seen_age_s: age(screen.seen?.at),
      page: screen.seen?.page ?? null,
      width: screen.seen?.width ?? null,
      height: screen.seen?.height ?? null,
      data_age_s: age(screen.seen?.dataAt),
      version: screen.seen?.version ?? null,
      expires_at: screen.expiresAt,
    }));
  },
});

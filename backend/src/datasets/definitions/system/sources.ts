import { defineDataset } from '../../engine/dataset.ts';
import { warningsOfSource } from '../../notices/notices.ts';
import { readAllSources } from '../../notices/sources.ts';
import { TITLES } from '../../tickets/common.ts';

export default defineDataset({
  name: 'system.sources',
  title: { fr: 'État des sources', en: 'State of the sources' },
  description: {
    fr: 'Pour chaque source : dernière lecture réussie, âge, état, progression et dernière erreur.',
    en: 'For each source: last successful reading, age, state, progress and last error.',
  },
  scopes: ['tickets:read', 'counters:read', 'admin'],
  origin: 'none',
  usesClock: true,
  usesLanguage: true,
  parameters: {},
  columns: {
    source: { type: 'string', title: TITLES.source },
    kind: { type: 'string', title: { fr: 'Type', en: 'Kind' } },
    state: { type: 'string', title: { fr: 'État', en: 'State' } },
    read_at: { type: 'time', title: { fr: 'Dernière lecture', en: 'Last reading' } },
    age_s: { type: 'number', unit: 's', title: { fr: 'Âge', en: 'Age' } },
    rows_read: { type: 'number', unit: 'short', title: { fr: 'Lignes lues', en: 'Rows read' } },
    rows_announced: { type: 'number', unit: 'short', title: { fr: 'Lignes annoncées', en: 'Rows announced' } },
    error: { type: 'string', title: { fr: 'Erreur', en: 'Error' } },
    key_expires_at: { type: 'time', title: { fr: 'Expiration de la clé', en: 'Key expires' } },
    reconciled_at: { type: 'time', title: { fr: 'Dernier rapprochement', en: 'Last reconcile' } },
    reconcile_age_s: { type: 'number', unit: 's', title: { fr: 'Âge du rapprochement', en: 'Reconcile age' } },
  },
  async read({ access, now, language, ...services }) {
    const sources = await readAllSources(services, access, now);
    const rows = sources.map((source) => ({
      source: source.source,
      kind: source.kind,
      state: source.state,
      read_at: source.readAt,
      age_s: source.ageSeconds,
      rows_read: source.rowsRead,
      rows_announced: source.rowsAnnounced,
      error: source.errorText?.[language] ?? null,
      key_expires_at: source.keyExpiresAt,
      reconciled_at: source.reconciledAt,
      reconcile_age_s: source.reconcileAgeSeconds,
    }));
    return { rows, notices: sources.flatMap(({ source, warnings }) => warningsOfSource(source, warnings)) };
  },
});

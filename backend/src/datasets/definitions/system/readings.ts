import type { ReadingStanding, UpstreamStanding } from '../../../operation/standing.ts';
import { defineOperationDataset, OPERATION_COLUMNS } from '../../system/operation.ts';

export default defineOperationDataset({
  name: 'system.readings',
  title: { fr: 'Lectures en cours et quotas', en: 'Readings under way and quotas' },
  description: {
    fr: 'Pour chaque connexion de ce serveur : ce qui est en train d’être lu et depuis quand, les appels de la dernière minute, ceux qui attendent, et la pause que la source demande. Réservé à l’organisation principale.',
    en: 'For each connection of this backend: what is being read and since when, the requests of the last minute, those that wait, and the pause that the upstream asks for. For the main organisation.',
  },
  parameters: {},
  columns: {
    backend: OPERATION_COLUMNS.backend,
    connection: OPERATION_COLUMNS.connection,
    kind: { type: 'string', title: { fr: 'Type', en: 'Kind' } },
    leads: { type: 'boolean', title: { fr: 'Lit les sources', en: 'Reads the sources' } },
    phase: { type: 'string', title: { fr: 'Lecture', en: 'Reading' } },
    phase_s: { type: 'number', unit: 's', title: { fr: 'Depuis', en: 'For' } },
    in_flight: { type: 'number', unit: 'short', title: { fr: 'Appels en cours', en: 'Requests in flight' } },
    in_minute: { type: 'number', unit: 'short', title: { fr: 'Appels de la minute', en: 'Requests in the minute' } },
    per_minute: { type: 'number', unit: 'short', title: { fr: 'Permis par minute', en: 'Allowed per minute' } },
    waiting: OPERATION_COLUMNS.waiting,
    paused_s: { type: 'number', unit: 's', title: { fr: 'Pause restante', en: 'Pause left' } },
  },
  read({ operation }) {
    const { leads, readings } = operation.sync();
    return operation
      .upstreams()
      .toSorted((a, b) => (a.connection < b.connection ? -1 : 1))
      .flatMap((upstream) => {
        const own = readings.filter(({ connection }) => connection === upstream.connection);
        // One that reads nothing now has a line as well.
        return (own.length === 0 ? [undefined] : own).map((reading) => ({
          backend: operation.backend,
          leads,
          ...rowOf(upstream, reading),
        }));
      });
  },
});

function rowOf(upstream: UpstreamStanding, reading: ReadingStanding | undefined) {
  return {
    connection: upstream.connection,
    kind: upstream.kind,
    phase: reading?.phase ?? null,
    phase_s: reading === undefined ? null : Math.floor(reading.seconds),
    in_flight: upstream.inFlight,
    in_minute: upstream.inMinute,
    per_minute: upstream.perMinute,
    waiting: upstream.waiting,
    paused_s: Math.ceil(upstream.pausedSeconds),
  };
}

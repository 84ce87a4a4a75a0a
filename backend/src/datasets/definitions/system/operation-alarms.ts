import type { DatasetContext } from '../../engine/dataset.ts';
import { defineOperationDataset, lookAtStore } from '../../system/operation.ts';

/** A lease that ran out this long ago was not taken by anybody, although each backend looks every second. */
const NO_LEADER_SECONDS = 10;
/** Longer than an evaluation interval of the rules, so that nothing falls between two of them. */
const RECENT_SECONDS = 60;
/** Refusals come in bursts: one is worth a message although it is over. */
const REFUSED_SECONDS = 300;

type Context = Parameters<typeof lookAtStore>[0] & { operation: NonNullable<DatasetContext['operation']> };

/** What each alarm says of now: 0 when all is well. `limit` is in seconds. */
const ALARMS = {
  no_leader: async (context) => {
    const store = await lookAtStore(context);
    // Of a store that is silent nobody knows; that is another alarm.
    return store.answers && -(store.lease?.leftSeconds ?? -Infinity) > NO_LEADER_SECONDS ? 1 : 0;
  },
  store_silent: async (context) => ((await lookAtStore(context)).answers ? 0 : 1),
  counters_unreachable: async ({ counters }) => ((await counters?.contact())?.error ? 1 : 0),
  refused: async ({ operation }) => operation.timeline.recent(REFUSED_SECONDS).refused,
  queue_wait: async ({ operation }, limit) =>
    above(operation.timeline.recent(RECENT_SECONDS).longestWaitSeconds, limit),
  event_loop: async ({ operation }, limit) => above(operation.timeline.recent(RECENT_SECONDS).loopDelaySeconds, limit),
} satisfies Record<string, (context: Context, limit: number) => Promise<number>>;

type Alarm = keyof typeof ALARMS;

/** For Grafana's alert rules (docs/adr/0004): a text that becomes a label, one number, and every alarm in every answer. */
export default defineOperationDataset({
  name: 'system.operation_alarms',
  title: { fr: 'Serveur qui appelle une alerte', en: 'Backend that calls for an alert' },
  description: {
    fr: 'Pour les règles d’alerte : toujours une ligne par alarme, 0 quand tout va bien. « queue_wait » et « event_loop » : secondes, au-dessus du seuil ; « refused » : requêtes refusées depuis cinq minutes. Réservé à l’organisation principale.',
    en: 'For alert rules: always one row for each alarm, 0 when all is well. "queue_wait" and "event_loop": seconds, above the limit; "refused": queries refused in the last five minutes. For the main organisation.',
  },
  parameters: {
    alarm: {
      type: 'string',
      multiple: true,
      title: { fr: 'Alarme', en: 'Alarm' },
      choices: [
        { value: 'no_leader', title: { fr: 'Personne ne lit les sources', en: 'Nobody reads the sources' } },
        { value: 'store_silent', title: { fr: 'Base de Vigie muette', en: 'Store silent' } },
        { value: 'counters_unreachable', title: { fr: 'Base des compteurs injoignable', en: 'Counters unreachable' } },
        { value: 'refused', title: { fr: 'Requêtes refusées', en: 'Queries refused' } },
        { value: 'queue_wait', title: { fr: 'Attente trop longue', en: 'Waiting too long' } },
        { value: 'event_loop', title: { fr: 'Processus en retard', en: 'Process late' } },
      ],
    },
    limit_s: {
      type: 'integer',
      title: { fr: 'Seuil, en secondes', en: 'Limit, in seconds' },
      default: 5,
      minimum: 1,
      maximum: 3600,
    },
  },
  columns: {
    alarm: { type: 'string', title: { fr: 'Alarme', en: 'Alarm' } },
    value: { type: 'number', title: { fr: 'Valeur', en: 'Value' } },
  },
  read(context, { alarm: asked, limit_s: limit }) {
    const alarms = Object.keys(ALARMS) as Alarm[];
    const wanted = asked === undefined || asked.length === 0 ? alarms : alarms.filter((one) => asked.includes(one));
    return Promise.all(wanted.map(async (alarm) => ({ alarm, value: await ALARMS[alarm](context, limit) })));
  },
});

function above(seconds: number, limit: number): number {
  return seconds > limit ? Math.round(seconds * 10) / 10 : 0;
}

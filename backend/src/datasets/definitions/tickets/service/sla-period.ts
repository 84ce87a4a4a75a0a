import { firstResponseCounts, resolutionCounts } from '../../../../store/history/service-period.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { TITLES } from '../../../tickets/common.ts';
import { BY_CHOICES, byKey, PERIOD_PARAMETER, periodOf, periodRows, spansOf } from '../../../tickets/period.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.sla_period',
  title: { fr: 'Niveaux de service d’une période', en: 'Service levels of a period' },
  description: {
    fr: 'Tickets d’Atera créés dans la période : combien ont eu leur première réponse à l’échéance au plus tard ; sans réponse, ceux dont l’échéance est passée sont hors délai, les autres à part. Tickets résolus dans la période : combien l’ont été à l’échéance au plus tard. Sans échéance, un ticket n’entre pas dans la part ; sans ticket, elle est vide. Seulement les jours dont les tickets sont conservés.',
    en: 'Atera tickets created in the range: how many had their first response when it was due at the latest; without one, those past due are missed, the others are counted apart. Tickets resolved in the range: how many were when it was due at the latest. A ticket without a due date is not part of the share, which is empty without tickets. Only days whose tickets are kept.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  usesRange: true,
  parameters: {
    by: {
      type: 'string',
      title: { fr: 'Par', en: 'By' },
      default: 'client',
      choices: [BY_CHOICES.client, BY_CHOICES.month, BY_CHOICES.day],
    } as const,
    period: PERIOD_PARAMETER,
    ...SCOPE_PARAMETERS,
  },
  columns: {
    day: { type: 'time', title: TITLES.day },
    client: { type: 'string', title: TITLES.client },
    first_response_met: { type: 'number', unit: 'short', title: { fr: 'Réponses à temps', en: 'Answered in time' } },
    first_response_missed: { type: 'number', unit: 'short', title: { fr: 'Réponses hors délai', en: 'Answered late' } },
    first_response_open: { type: 'number', unit: 'short', title: { fr: 'Réponses attendues', en: 'Not due yet' } },
    first_response_undated: {
      type: 'number',
      unit: 'short',
      title: { fr: 'Sans échéance de réponse', en: 'No response due date' },
    },
    first_response_share: { type: 'number', unit: 'percentunit', title: { fr: 'Part à temps', en: 'Share in time' } },
    resolution_met: { type: 'number', unit: 'short', title: { fr: 'Résolus à temps', en: 'Resolved in time' } },
    resolution_missed: { type: 'number', unit: 'short', title: { fr: 'Résolus hors délai', en: 'Resolved late' } },
    resolution_undated: {
      type: 'number',
      unit: 'short',
      title: { fr: 'Sans échéance de résolution', en: 'No resolution due date' },
    },
    resolution_share: { type: 'number', unit: 'percentunit', title: { fr: 'Part à temps', en: 'Share in time' } },
  },
  forClients: {
    columns: [
      'day',
      'client',
      'first_response_met',
      'first_response_missed',
      'first_response_open',
      'first_response_undated',
      'first_response_share',
      'resolution_met',
      'resolution_missed',
      'resolution_undated',
      'resolution_share',
    ],
    parameters: { by: true, period: true, client: true },
  },
  async read(context, { by, period, ...values }) {
    const { db, access, rules, now } = context;
    const scope = scopeOf(rules, values);
    const { days, notices } = periodOf(context, period);
    const spans = spansOf(days, by);
    const request = { scope, spans, byClient: by === 'client' };
    const [responses, resolutions] =
      spans.length === 0
        ? [[], []]
        : await Promise.all([firstResponseCounts(db, access, request, now), resolutionCounts(db, access, request)]);
    const [responsesOf, resolutionsOf] = [byKey(responses), byKey(resolutions)];
    const rows = periodRows(context, scope, spans, by, [...responses, ...resolutions]).map(({ day, client, key }) => {
      const response = responsesOf.get(key) ?? { met: 0, missed: 0, open: 0, undated: 0 };
      const resolution = resolutionsOf.get(key) ?? { met: 0, missed: 0, undated: 0 };
      return {
        day,
        client,
        first_response_met: response.met,
        first_response_missed: response.missed,
        first_response_open: response.open,
        first_response_undated: response.undated,
        first_response_share: shareMet(response),
        resolution_met: resolution.met,
        resolution_missed: resolution.missed,
        resolution_undated: resolution.undated,
        resolution_share: shareMet(resolution),
      };
    });
    return { rows, notices };
  },
});

function shareMet({ met, missed }: { met: number; missed: number }): number | null {
  return met + missed === 0 ? null : met / (met + missed);
}

import { readDayTable } from '../../../../counters/entries/day-table.ts';
import { createSiteClock } from '../../../../counters/entries/timezones.ts';
import { createOpenHours, type OpenHoursFigures, togetherOpen } from '../../../../counters/figures/open-hours.ts';
import { eachDay } from '../../../../domain/clock/calendar.ts';
import { createBreather } from '../../../../liveness/breather.ts';
import {
  BY_PARAMETER,
  COLUMNS,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../../counters/counters-dataset.ts';
import { countersRange } from '../../../counters/counters-range.ts';

export default defineCountersDataset({
  name: 'counters.open_hours',
  title: { fr: 'Entrées par heure d’ouverture', en: 'Entries per open hour' },
  description: {
    fr: 'Pour chaque compteur, ou chaque entreprise (`by`) : les entrées de ses jours comptés de la période (terminés, avec des entrées), ses heures d’ouverture ces jours-là, et leur quotient. Vide sans horaires d’ouverture ; une entreprise additionne les compteurs qui en ont.',
    en: 'For each counter, or each enterprise (`by`): the entries of its counted days of the range (over, with entries), its opening hours on these days, and their quotient. Empty without opening hours; an enterprise adds up the counters that have some.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: { enterprise: ENTERPRISE_PARAMETER, by: BY_PARAMETER },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    entries: COLUMNS.entries,
    counted_days: { type: 'number', unit: 'short', title: { fr: 'Jours comptés', en: 'Counted days' } },
    open_hours: { type: 'number', unit: 'short', title: { fr: 'Heures d’ouverture', en: 'Opening hours' } },
    entries_per_open_hour: {
      type: 'number',
      unit: 'short',
      title: { fr: 'Entrées par heure d’ouverture', en: 'Entries per open hour' },
    },
  },
  async read(context, { enterprise: enterprises, by }) {
    const { counters, access, now, signal } = context;
    const { days, notices } = await countersRange(context, enterprises);
    const { sites, table } = await readDayTable(counters, access, { enterprises, ...days, now });
    const figuresOf = createOpenHours(eachDay(days.from, days.to), createSiteClock(now));
    const breathe = createBreather(signal);
    const ofSites = [];
    for (const site of sites) {
      await breathe();
      ofSites.push({ site, figures: figuresOf(site, table.of(site)) });
    }
    const rows =
      by === 'site'
        ? ofSites.map(({ site: { enterprise, code, city }, figures }) => ({
            enterprise,
            code,
            city,
            ...rowOf(figures),
          }))
        : [...Map.groupBy(ofSites, ({ site }) => site.enterprise)].map(([enterprise, ofIt]) => {
            const figures = togetherOpen(ofIt.map((one) => one.figures));
            return { enterprise, code: null, city: null, ...rowOf(figures) };
          });
    return { rows, notices };
  },
});

function rowOf({ entries, countedDays, openHours }: OpenHoursFigures) {
  return {
    entries,
    counted_days: countedDays,
    open_hours: openHours,
    entries_per_open_hour: openHours === null || openHours === 0 ? null : entries / openHours,
  };
}

import { DateTime } from 'luxon';

import { MARK_KINDS, type MarkKind } from '../../../counters/annotations/marks.ts';
import { readMarks } from '../../../counters/annotations/read-marks.ts';
import { addDays, type Day } from '../../../domain/clock/calendar.ts';
import { zoneNamed } from '../../../domain/clock/zone.ts';
import { ANNOTATION_COLUMNS, ANNOTATION_NOTICES, kindParameter, LANGUAGE_PARAMETER } from '../../annotations.ts';
import { defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';
import { countersRange } from '../../counters/counters-range.ts';
import type { LocalizedText } from '../../engine/dataset.ts';
import { limitParameter } from '../../tickets/common.ts';

const KINDS: Record<MarkKind, LocalizedText> = {
  closure: { fr: 'Fermetures', en: 'Closures' },
  holiday: { fr: 'Jours fériés', en: 'Public holidays' },
  zero: { fr: 'Jours à zéro', en: 'Days at zero' },
};

export default defineCountersDataset({
  name: 'counters.annotations',
  title: { fr: 'Annotations des compteurs', en: 'Annotations of the counters' },
  description: {
    fr: 'Pour les annotations de Grafana : ce qui explique une courbe d’entrées sur la période. closure : fermetures déclarées d’un jour à un autre ; holiday : jours fériés qui ferment des boutiques ; zero : jours où un compteur a fait 0 entrée. Les fermetures de chaque semaine n’en sont pas.',
    en: 'For annotations of Grafana: what explains a curve of entries over the range. closure: closures declared from a day to a day; holiday: public holidays that close shops; zero: days on which a counter made 0 entries. Closures of every week are none.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    kind: kindParameter(MARK_KINDS, KINDS),
    language: LANGUAGE_PARAMETER,
    limit: limitParameter(500, 2_000),
  },
  columns: ANNOTATION_COLUMNS,
  async read(context, { enterprise: enterprises, kind = [...MARK_KINDS], language, limit }) {
    const { counters, access, now, signal, timezone } = context;
    const { days, notices } = await countersRange(context, enterprises);
    const marks = await readMarks(counters, access, { kinds: kind, enterprises, ...days, now, signal });
    const startOf = (day: Day): Date =>
      DateTime.fromISO(day, { zone: zoneNamed(timezone) })
        .startOf('day')
        .toJSDate();
    const rows = marks.slice(-limit).map((mark) => ({
      time: startOf(mark.from),
      time_end: new Date(startOf(addDays(mark.to, 1)).getTime() - 1),
      title: mark.title[language],
      text: mark.text[language],
      tags: mark.kind,
    }));
    return {
      rows,
      notices: [...notices, ...ANNOTATION_NOTICES.cut(marks.length, rows.length)],
    };
  },
});

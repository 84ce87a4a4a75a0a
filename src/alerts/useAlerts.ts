import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

import type { DatasetRows } from '../api/datasetRows';
import { type Loaded, useLoad } from '../api/useLoad';
import {
  type AlertSearch,
  type CounterAlert,
  fetchAlerts,
  fetchUsualDay,
  isOfToday,
  readAlertSearch,
  writeAlertSearch,
} from './alerts';

/** The search, kept in the page's address so that it can be sent to somebody and survives a reload. */
export function useAlertSearch(): [search: AlertSearch, change: (change: Partial<AlertSearch>) => void] {
  const [params, setParams] = useSearchParams();
  const search = useMemo(() => readAlertSearch(params), [params]);
  const change = useCallback(
    (changed: Partial<AlertSearch>) =>
      setParams((current) => writeAlertSearch({ ...readAlertSearch(current), ...changed }), { replace: true }),
    [setParams]
  );
  return [search, change];
}

/** The alerts of a day. */
export interface DayAlerts extends DatasetRows<CounterAlert> {
  kind: AlertSearch['kind'];
  /** The day they are about, `YYYY-MM-DD`. */
  day: string;
}

/**
 * The counters that are reported for a day; yesterday is asked for without a date, so that each counter has its own. The
 * answer to an earlier question is not shown for this one's.
 */
export function useAlerts({ kind, day }: Pick<AlertSearch, 'kind' | 'day'>): Loaded<DayAlerts> {
  const loaded = useLoad(
    useCallback(async () => {
      const chosen = isOfToday(kind) ? undefined : day;
      const [answer, shownDay] = await Promise.all([fetchAlerts(kind, day), chosen ?? fetchUsualDay(kind)]);
      return { asked: { kind, day }, alerts: { ...answer, kind, day: shownDay } };
    }, [kind, day])
  );
  const { asked, alerts } = loaded.value ?? {};
  return { ...loaded, value: asked?.kind === kind && asked.day === day ? alerts : undefined };
}

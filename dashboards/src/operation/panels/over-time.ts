import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { seriesLook, timeSeries } from '../../elements/time-series.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

interface Graph {
  title: Text;
  description: Text;
  unit: DynamicConfigValue[];
  series: Record<string, { name: Text; colour: string }>;
}

const MILLISECONDS: DynamicConfigValue[] = [{ id: 'unit', value: 'ms' }];
const PLAIN: DynamicConfigValue[] = [{ id: 'unit', value: 'none' }];

const GRAPHS = {
  queries: {
    title: { fr: 'Requêtes', en: 'Queries' },
    description: {
      fr: 'Requêtes terminées par point (10 secondes ou davantage), et ce qu’elles sont devenues',
      en: 'Queries that ended, a point (10 seconds or more), and what became of them',
    },
    unit: PLAIN,
    series: {
      queries: { name: { fr: 'Toutes', en: 'All' }, colour: COLOURS.low },
      kept: { name: { fr: 'Réponse conservée', en: 'Kept answer' }, colour: COLOURS.medium },
      refused: { name: { fr: 'Refusées', en: 'Refused' }, colour: COLOURS.high },
      failed: { name: { fr: 'En échec', en: 'Failed' }, colour: COLOURS.critical },
    },
  },
  waits: {
    title: { fr: 'Durées', en: 'Durations' },
    description: {
      fr: 'Durée de 95 % des requêtes, plus longue attente dans la file des compteurs, retard du processus',
      en: 'Duration of 95% of the queries, longest wait in the queue of the counters, delay of the event loop',
    },
    unit: MILLISECONDS,
    series: {
      p95_ms: { name: { fr: '95 % des requêtes', en: '95% of the queries' }, colour: COLOURS.low },
      longest_wait_ms: { name: { fr: 'Attente', en: 'Wait' }, colour: COLOURS.medium },
      loop_delay_ms: { name: { fr: 'Processus', en: 'Event loop' }, colour: COLOURS.critical },
    },
  },
  memory: {
    title: { fr: 'Mémoire, en Mo', en: 'Memory, in MB' },
    description: {
      fr: 'Mémoire du processus et part de son tas JavaScript, en mégaoctets',
      en: 'Memory of the process and its JavaScript heap, in megabytes',
    },
    unit: PLAIN,
    series: {
      memory_mb: { name: { fr: 'Processus', en: 'Process' }, colour: COLOURS.low },
      heap_mb: { name: { fr: 'Tas JavaScript', en: 'JavaScript heap' }, colour: COLOURS.medium },
    },
  },
} satisfies Record<string, Graph>;

/** Name of one of the panels. */
export const overTimePanel = (shows: keyof typeof GRAPHS): string => `operation-${shows}`;

/** How the backend did over the range of the page; it knows the last six hours, since its start at most. */
export function overTime(language: Language, shows: keyof typeof GRAPHS): NamedPanel {
  const { title, description, unit, series }: Graph = GRAPHS[shows];
  const panel = timeSeries()
    .title(title[language])
    .description(description[language])
    .withTarget(query('system.load'))
    .withTransformation(onlyColumns(['time', ...Object.keys(series)]))
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(1)
    .fillOpacity(10)
    .stacking(new StackingConfigBuilder().mode(StackingMode.None).group('A'));
  for (const [column, { name, colour }] of Object.entries(series)) {
    panel.overrideByName(column, [...seriesLook(name[language], colour), ...unit]);
  }
  return named(overTimePanel(shows), panel);
}

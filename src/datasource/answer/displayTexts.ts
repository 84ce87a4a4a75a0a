import {
  type DataFrame,
  type DataQueryRequest,
  type Field,
  FieldType,
  MappingType,
  type ValueMapping,
} from '@grafana/data';

import { durationText, millisecondsText, numberText, percentText } from '../../text/figures';
import type { VigieQuery } from '../types';

/** How the units of the catalogue are written. Grafana's own formats know English words, or the machine's language, only. */
const WRITERS: Record<string, (value: number, language: string) => string> = {
  short: numberText,
  s: durationText,
  // Divided before (`durations.ts`): rounding gives the whole seconds back.
  h: (value, language) => durationText(Math.round(value * 3600), language),
  ms: millisecondsText,
  percent: (value, language) => percentText(value / 100, language),
  percentunit: percentText,
};

/** Panels whose legend lists every value mapping: each figure would become an entry of its own. */
const MAPPINGS_IN_LEGEND = ['barchart', 'state-timeline', 'status-history'];

/** True when texts for the figures do not show in a place that is not theirs. Without `panelPluginId`: no panel of a dashboard. */
export function takesDisplayTexts({
  panelPluginId = '',
  targets,
}: Pick<DataQueryRequest<VigieQuery>, 'panelPluginId' | 'targets'>): boolean {
  return !MAPPINGS_IN_LEGEND.includes(panelPluginId) || targets.every(({ legendHidden }) => legendHidden);
}

/**
 * Gives the figures of a frame their texts in the reader's language: `12 635`, `33,4 %`, `32 j 5 h`.
 *
 * A plugin cannot add a unit to Grafana, but a value mapping carries a text: each distinct figure gets one, the number
 * beneath stays what thresholds, bars, sorting and calculations use. Figures that a panel works out itself (sums, axes) have
 * none and keep the panel's unit. An override of "Value mappings" replaces these.
 *
 * @param language - `fr` or `en`
 */
export function withDisplayTexts(frame: DataFrame, language: string): DataFrame {
  return { ...frame, fields: frame.fields.map((field) => withTexts(field, language)) };
}

function withTexts(field: Field, language: string): Field {
  const write = WRITERS[field.config.unit ?? ''];
  if (field.type !== FieldType.number || !write) {
    return field;
  }
  const options: Record<string, { text: string }> = {};
  for (const value of field.values) {
    if (typeof value === 'number' && Number.isFinite(value)) {
      options[value] = { text: write(value, language) };
    }
  }
  const texts: ValueMapping = { type: MappingType.ValueToText, options };
  return { ...field, config: { ...field.config, mappings: [...(field.config.mappings ?? []), texts] } };
}

import { BigValueColorMode, BigValueTextMode } from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { query } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { onlyColumns } from '../../transformations.ts';
import { COUNT } from '../../units.ts';
import { oneValue, stat } from '../stat.ts';
import { ENTERPRISE } from './parameters.ts';
import { CHANGE } from './units.ts';

/** Entries of yesterday. */
export function yesterday({ counters: { page } }: Texts): PanelBuilder {
  return figure('entries').title(page.yesterday).colorMode(BigValueColorMode.None).overrideByName('entries', COUNT);
}

/** Yesterday against the same weekday a week or 52 weeks before. */
export function change({ counters: { page } }: Texts, since: 'week' | 'year'): PanelBuilder {
  const column = `change_${since}_percent`;
  return figure(column)
    .title(since === 'week' ? page.weekChange : page.yearChange)
    .description(page.changeDescription)
    .colorMode(BigValueColorMode.Value)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(
      new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
        { value: null, color: 'orange' },
        { value: 0, color: 'green' },
      ])
    )
    .overrideByName(column, CHANGE);
}

function figure(column: string): PanelBuilder {
  return stat()
    .withTarget(query('counters.compare', { ...ENTERPRISE, by: 'enterprise' }))
    .withTransformation(onlyColumns([column]))
    .reduceOptions(oneValue('lastNotNull'))
    .textMode(BigValueTextMode.Value)
    .noValue('–');
}

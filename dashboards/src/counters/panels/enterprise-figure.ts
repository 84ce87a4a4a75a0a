import { BigValueColorMode } from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { query } from '../../elements/query.ts';
import { namedStat, oneValue } from '../../elements/stat.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { ENTERPRISE } from './parameters.ts';
import { CHANGE } from './units.ts';

/** A change of the enterprise in percent: orange where there is less than before. */
export function enterpriseChange(dataset: string, column: string, name: string): PanelBuilder {
  return enterpriseFigure(dataset, column, name)
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

/** A number of entries of the enterprise. */
export function enterpriseCount(dataset: string, column: string, name: string): PanelBuilder {
  return enterpriseFigure(dataset, column, name).colorMode(BigValueColorMode.None).overrideByName(column, COUNT);
}

/** One column of a dataset's row of the enterprise, as a figure with its name. */
function enterpriseFigure(dataset: string, column: string, name: string): PanelBuilder {
  return namedStat(column, name)
    .withTarget(query(dataset, { ...ENTERPRISE, by: 'enterprise' }))
    .withTransformation(onlyColumns([column]))
    .reduceOptions(oneValue('lastNotNull'))
    .noValue('–');
}

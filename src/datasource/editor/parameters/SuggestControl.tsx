import { t } from '@grafana/i18n';
import { Text } from '@grafana/ui';
import React, { useCallback } from 'react';

import { useLoad } from '../../../api/useLoad';
import type { DatasetSource } from '../../types';
import { ChoiceControl } from './ChoiceControl';
import type { ControlProps } from './controlProps';

/** Values that are typed or taken from another dataset. When that dataset cannot be read, they can still be typed. */
export function SuggestControl({ datasource, ...control }: ControlProps & { datasource: DatasetSource }) {
  const { dataset, column } = control.parameter.suggest ?? {};
  const { value, error, loading } = useLoad(
    useCallback(
      () => (dataset && column ? datasource.suggestValues(dataset, column) : Promise.resolve([])),
      [datasource, dataset, column]
    )
  );
  return (
    <>
      <ChoiceControl
        {...control}
        options={(value ?? []).map((text) => ({ value: text, label: text }))}
        variables={datasource.variableReferences()}
        loading={loading}
        free
      />
      {error && (
        <Text variant="bodySmall" color="warning">
          {t('parameter.suggestionsFailed', 'The values could not be listed ({{reason}}); type one.', {
            reason: error.message,
            interpolation: { escapeValue: false },
          })}
        </Text>
      )}
    </>
  );
}

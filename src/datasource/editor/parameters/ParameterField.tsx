import { t } from '@grafana/i18n';
import React from 'react';

import type { ParameterDescription } from '../../catalogue';
import { hasVariable } from '../../request/interpolation';
import { localized } from '../../request/language';
import type { DatasetSource } from '../../types';
import { LabelledField } from '../LabelledField';
import { ChoiceControl } from './ChoiceControl';
import type { ControlProps } from './controlProps';
import { parameterProblem } from './parameterProblem';
import { problemText } from './problemText';
import { SuggestControl } from './SuggestControl';
import { SwitchControl } from './SwitchControl';
import { TextControl } from './TextControl';

interface Props {
  datasource: DatasetSource;
  parameter: ParameterDescription;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** What an empty control says: the default, else how a date is written. */
function placeholder(parameter: ParameterDescription): string {
  if (parameter.default === undefined) {
    return parameter.type === 'date' ? t('parameter.dateHint', 'YYYY-MM-DD') : '';
  }
  const choice = parameter.choices?.find(({ value }) => value === parameter.default);
  return t('parameter.default', 'Default: {{value}}', {
    value: localized(choice?.title, String(parameter.default)),
    interpolation: { escapeValue: false },
  });
}

/** A parameter of the chosen dataset: its name, what it does, the control that fits its type, and what is wrong. */
export function ParameterField({ datasource, parameter, value, onChange }: Props) {
  const problem = parameterProblem(parameter, value);
  const title = localized(parameter.title, parameter.name);
  return (
    <LabelledField
      label={parameter.required ? `${title} *` : title}
      description={localized(parameter.description)}
      problem={problem && problemText(problem, parameter)}
    >
      {(control) => (
        <ParameterControl
          {...control}
          datasource={datasource}
          parameter={parameter}
          value={value}
          onChange={onChange}
          placeholder={placeholder(parameter)}
          invalid={problem !== undefined}
        />
      )}
    </LabelledField>
  );
}

function ParameterControl({ datasource, ...control }: ControlProps & { datasource: DatasetSource }) {
  const { parameter, value } = control;
  if (parameter.type === 'boolean' && !hasVariable(value)) {
    return <SwitchControl {...control} />;
  }
  if (parameter.choices) {
    const options = parameter.choices.map((choice) => ({
      value: choice.value,
      label: localized(choice.title, choice.value),
    }));
    return <ChoiceControl {...control} options={options} variables={datasource.variableReferences()} free={false} />;
  }
  if (parameter.suggest || parameter.multiple) {
    return <SuggestControl {...control} datasource={datasource} />;
  }
  return <TextControl {...control} />;
}

import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { type QueryParams, VIGIE } from './query.ts';

/** Where the choices of a variable come from. */
interface VariableSource {
  dataset: string;
  params?: QueryParams;
  valueColumn: string;
  /** Absent: the values label themselves. */
  textColumn?: string;
}

/** A variable whose choices are the rows of a dataset, in their order; the first one is chosen unless the address says otherwise. */
export function datasetVariable(
  name: string,
  { dataset, params = {}, ...columns }: VariableSource
): QueryVariableBuilder {
  return (
    new QueryVariableBuilder(name)
      .datasource(VIGIE)
      .query({ refId: name, dataset, params, ...columns })
      // With each refresh of the page: one that was loaded during an outage finds its choices afterwards, without a reload.
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.Disabled)
  );
}

/** The queue in one place of the screen: its id is the value, its title the text. */
export function queueAt(position: number): QueryVariableBuilder {
  return datasetVariable(`part${position}`, {
    dataset: 'tickets.by_queue',
    params: { position },
    valueColumn: 'queue',
    textColumn: 'title',
  }).hide(VariableHide.HideVariable);
}

/** A variable with fixed choices; the first one is chosen unless the address says otherwise. Neither values nor texts hold commas. */
export function choiceVariable(
  name: string,
  choices: readonly { value: string; text: string }[]
): CustomVariableBuilder {
  const [first] = choices;
  return new CustomVariableBuilder(name)
    .values(choices.map(({ value, text }) => `${text} : ${value}`).join(','))
    .options(choices.map((choice) => ({ ...choice, selected: choice === first })))
    .current({ value: first?.value ?? '', text: first?.text ?? '', selected: true });
}

import { type QueryVariableBuilder, TextBoxVariableBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Texts } from '../../texts/texts.ts';
import { datasetVariable } from '../../variables.ts';

/** The enterprises chosen at the top of the page. They narrow what the data source's token allows, and never widen it. */
export const ENTERPRISE = { enterprise: ['$enterprise'] };

/** What stands in the search box at the top of the page; nothing: no search. */
export const SEARCH = { search: '$search' };

/** The day typed at the top of the page; nothing: yesterday. */
export const DAY = { day: '$day' };

/** One of the enterprises the caller may see: a tenant has only its own. */
export function enterpriseVariable({ counters }: Texts): QueryVariableBuilder {
  return datasetVariable('enterprise', { dataset: 'counters.enterprises', valueColumn: 'enterprise' })
    .label(counters.variables.enterprise)
    .allowCustomValue(false);
}

/** One enterprise, several or all. */
export function enterprisesVariable(texts: Texts): QueryVariableBuilder {
  return enterpriseVariable(texts)
    .multi(true)
    .includeAll(true)
    .current({ text: ['All'], value: ['$__all'] });
}

export function searchVariable({ counters }: Texts): TextBoxVariableBuilder {
  return textBox('search', counters.variables.search, counters.variables.searchDescription);
}

export function dayVariable({ counters }: Texts): TextBoxVariableBuilder {
  return textBox('day', counters.variables.day, counters.variables.dayDescription);
}

function textBox(name: string, label: string, description: string): TextBoxVariableBuilder {
  return new TextBoxVariableBuilder(name).label(label).description(description).defaultValue('');
}

import { type QueryVariableBuilder, TextBoxVariableBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../../elements/language.ts';
import { datasetVariable } from '../../elements/variables.ts';

const TEXTS = {
  enterprise: { fr: 'Entreprise', en: 'Enterprise' },
  search: { fr: 'Recherche', en: 'Search' },
  searchDescription: {
    fr: 'Code, pays, ville, adresse IP ou raison',
    en: 'Code, country, city, IP address or reason',
  },
  day: { fr: 'Jour', en: 'Day' },
  dayDescription: { fr: 'AAAA-MM-JJ ; vide : hier', en: 'YYYY-MM-DD; empty: yesterday' },
};

/** The enterprises chosen at the top of the page. They narrow what the data source's token allows, and never widen it. */
export const ENTERPRISE = { enterprise: ['$enterprise'] };

/** What stands in the search box at the top of the page; nothing: no search. */
export const SEARCH = { search: '$search' };

/** The day typed at the top of the page; nothing: yesterday. */
export const DAY = { day: '$day' };

/** One of the enterprises the caller may see: a tenant has only its own. */
export function enterpriseVariable(language: Language): QueryVariableBuilder {
  return datasetVariable('enterprise', { dataset: 'counters.enterprises', valueColumn: 'enterprise' })
    .label(TEXTS.enterprise[language])
    .allowCustomValue(false);
}

/** One enterprise, several or all. */
export function enterprisesVariable(language: Language): QueryVariableBuilder {
  return enterpriseVariable(language)
    .multi(true)
    .includeAll(true)
    .current({ text: ['All'], value: ['$__all'] });
}

export function searchVariable(language: Language): TextBoxVariableBuilder {
  return textBox('search', TEXTS.search[language], TEXTS.searchDescription[language]);
}

export function dayVariable(language: Language): TextBoxVariableBuilder {
  return textBox('day', TEXTS.day[language], TEXTS.dayDescription[language]);
}

function textBox(name: string, label: string, description: string): TextBoxVariableBuilder {
  return new TextBoxVariableBuilder(name).label(label).description(description).defaultValue('');
}

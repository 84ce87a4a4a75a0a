import type { Dashboard, DynamicConfigValue, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { AGEING_BUCKETS } from '../../../../backend/src/domain/history/ageing.ts';
import { UNASSIGNED, UNTITLED } from '../../../../backend/src/domain/tickets/labels.ts';
import type { Language, Text } from '../../elements/language.ts';
import { valueTexts } from '../../elements/value-texts.ts';

/** Texts that rows of the datasets hold in French whatever the language, by their column. */
const ROW_TEXTS = {
  technician: [UNASSIGNED],
  title: [UNTITLED],
  bucket: AGEING_BUCKETS.map(({ label }) => label),
} as const satisfies Record<string, readonly Text[]>;

type Column = keyof typeof ROW_TEXTS;

/** What the values of a column are called on screens of a language. */
export function rowTexts(language: Language, column: Column): DynamicConfigValue[] {
  const values = ROW_TEXTS[column].map((title) => [title.fr, { title }] as const);
  return [{ id: 'mappings', value: valueTexts(language, values) }];
}

/** A page whose lists show {@link rowTexts} in each of their columns that has any. */
export function withRowTexts(dashboard: Dashboard, language: Language): Dashboard {
  for (const panel of (dashboard.panels ?? []) as Panel[]) {
    const { columns = [] } = (panel.options ?? {}) as { columns?: string[] };
    for (const column of columns.filter(hasRowTexts)) {
      const override = { matcher: { id: 'byName', options: column }, properties: rowTexts(language, column) };
      panel.fieldConfig ??= { defaults: {}, overrides: [] };
      panel.fieldConfig.overrides.push(override);
    }
  }
  return dashboard;
}

function hasRowTexts(column: string): column is Column {
  return Object.hasOwn(ROW_TEXTS, column);
}

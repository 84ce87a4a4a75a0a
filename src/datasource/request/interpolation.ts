import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** Grafana's three notations: `$name`, `${name:format}`, `[[name]]`. */
const VARIABLE = String.raw`\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\]`;
const SOME_VARIABLE = new RegExp(VARIABLE);
const LONE_VARIABLE = new RegExp(`^\\s*(?:${VARIABLE})\\s*$`);

/** Whether a parameter's value is a text with a template variable in it, so that only the dashboard can judge it. */
export function hasVariable(value: unknown): value is string {
  return typeof value === 'string' && SOME_VARIABLE.test(value);
}

/**
 * A text's values on the dashboard: one, or as many as are selected when the text is nothing but a variable.
 * A format written in the text (`${client:csv}`) wins, as everywhere in Grafana.
 */
function interpolateText(text: string, templateSrv: TemplateSrv, scopedVars: ScopedVars): string[] {
  let selected: string[] = [];
  const replaced = templateSrv.replace(text, scopedVars, (value: unknown) => {
    selected = (Array.isArray(value) ? value : [value]).map(String);
    return selected.join(',');
  });
  return selected.length > 1 && LONE_VARIABLE.test(text) ? selected : [replaced];
}

function interpolateValue(value: unknown, templateSrv: TemplateSrv, scopedVars: ScopedVars): unknown {
  if (typeof value === 'string') {
    const values = interpolateText(value, templateSrv, scopedVars).filter((text) => text !== '');
    return values.length > 1 ? values : values[0];
  }
  if (Array.isArray(value)) {
    const values = value.flatMap((item) =>
      typeof item === 'string' ? interpolateText(item, templateSrv, scopedVars) : [item]
    );
    const distinct = [...new Set(values)].filter((item) => item !== '');
    return distinct.length > 0 ? distinct : undefined;
  }
  return value;
}

/**
 * Replaces the template variables in a query's parameters. Several selected values become an array, which the backend
 * accepts where the parameter takes several and refuses with a sentence where it takes one. What a variable leaves empty
 * is left out: to the backend an absent parameter means its default, or no filter.
 */
export function interpolateParams(
  params: Record<string, unknown>,
  templateSrv: TemplateSrv,
  scopedVars: ScopedVars
): Record<string, unknown> {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    interpolateValue(value, templateSrv, scopedVars),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

import { type AliasedExpression, type RawBuilder, sql } from 'kysely';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { SiteTable } from '../connection/schema.ts';
import { type CountColumn, countColumn } from './count-column.ts';
import { type DayColumn, dayColumn } from './day-column.ts';
import type { ColumnInformation, TableName } from './information.ts';
import { acceptedTypes, SITE_COLUMN_NAMES, type SiteColumn, siteColumn, type SiteColumnName } from './site-columns.ts';
import { type TextColumn, textColumn } from './text-column.ts';

/** How each column of the two tables is read, made from the types that they really have. */
export interface CountersTables {
  readonly counting: {
    readonly enterprise: TextColumn;
    readonly code: TextColumn;
    readonly day: DayColumn;
    readonly count: CountColumn;
    /** The pairs of a group's rows in one text: `left:right,left:right,…`, in any order. */
    readonly pairs: (left: RawBuilder<number>, right: RawBuilder<number | null>) => RawBuilder<string | null>;
  };
  readonly sites: SitesColumns;
  /** What information_schema says; empty for the embedded database. */
  readonly information: readonly ColumnInformation[];
}

export interface SitesColumns {
  readonly enterprise: TextColumn;
  readonly code: TextColumn;
  readonly columns: Readonly<Record<SiteColumnName, SiteColumn>>;
  /** What is selected of columns, under their names in `SiteTable`. */
  readonly cells: (
    columns: readonly (keyof SiteTable)[]
  ) => AliasedExpression<SiteTable[keyof SiteTable], keyof SiteTable>[];
}

/** A column that is not there or cannot be read, and the types that can. */
export interface ColumnProblem {
  table: TableName;
  column: string;
  /** The type it has; null when the table has no such column, or the account may not see it. */
  type: string | null;
  accepts: LocalizedText;
}

const TEXT: LocalizedText = { fr: 'un texte', en: 'text' };
const TEXT_OR_INTEGER: LocalizedText = { fr: 'un texte ou un entier', en: 'text or an integer' };
const DAY: LocalizedText = {
  fr: 'DATE, DATETIME, TIMESTAMP, ou un texte ou entier tel que 20240722',
  en: 'DATE, DATETIME, TIMESTAMP, or text or an integer such as 20240722',
};
const COUNT: LocalizedText = { fr: 'un nombre ou un texte de chiffres', en: 'a number or text of digits' };

/** How the tables are read, or every column because of which they cannot be. */
export function tablesOf(
  information: readonly ColumnInformation[]
): { tables: CountersTables } | { problems: ColumnProblem[] } {
  const problems: ColumnProblem[] = [];
  const use = <T>(
    table: TableName,
    column: string,
    accepts: LocalizedText,
    make: (found: ColumnInformation) => T | undefined
  ): T => {
    const found = information.find((one) => one.table === table && one.column === column);
    const made = found && make(found);
    if (made === undefined) {
      problems.push({ table, column, type: found?.type ?? null, accepts });
    }
    // Never used when there is a problem.
    return made as T;
  };
  const counting = {
    enterprise: use('counting', 'enterprise', TEXT, keyColumn(false)),
    code: use('counting', 'code', TEXT_OR_INTEGER, keyColumn(true)),
    day: use('counting', 'day_date', DAY, dayColumn),
    count: use('counting', 'count', COUNT, countColumn),
    pairs: (left: RawBuilder<number>, right: RawBuilder<number | null>) =>
      sql<string | null>`group_concat(${left}, ':', ${right})`,
  };
  const enterprise = use('sites', 'enterprise', TEXT, keyColumn(false));
  const code = use('sites', 'code', TEXT_OR_INTEGER, keyColumn(true));
  const columns = Object.fromEntries(
    SITE_COLUMN_NAMES.map((name) => [name, use('sites', name, acceptedTypes(name), (found) => siteColumn(name, found))])
  ) as Record<SiteColumnName, SiteColumn>;
  return problems.length > 0
    ? { problems }
    : { tables: { counting, sites: { ...sitesColumns(enterprise, code, columns) }, information } };
}

/** The columns of `sites`, and what is selected of them. */
export function sitesColumns(
  enterprise: TextColumn,
  code: TextColumn,
  columns: Record<SiteColumnName, SiteColumn>
): SitesColumns {
  const keys = { enterprise: enterprise.text, code: code.text };
  return {
    enterprise,
    code,
    columns,
    cells: (names) =>
      names.map((name) =>
        name === 'enterprise' || name === 'code' ? keys[name].as(name) : sql<never>`${columns[name].cell}`.as(name)
      ),
  };
}

/** A name is never a number; a code may be one. */
function keyColumn(orInteger: boolean): (found: ColumnInformation) => TextColumn | undefined {
  return (found) => (orInteger || /char|text|enum|binary|blob/.test(found.type) ? textColumn(found) : undefined);
}

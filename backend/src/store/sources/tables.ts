import type { Generated } from 'kysely';

import type { SourceWarning } from '../../domain/sources/source-warnings.ts';
import type { SourceKind } from '../../domain/tickets/ticket.ts';

export type SourceResource = 'tickets' | 'alerts' | 'customers';

export interface SourceStateTable {
  connection: string;
  resource: SourceResource;
  kind: SourceKind;
  read_at: Date | null;
  attempted_at: Date | null;
  /** In English; the columns `…_fr` say the same in French. */
  error: string | null;
  error_fr: string | null;
  error_code: string | null;
  /** What the last reading of the whole list lacked. */
  list_error: string | null;
  list_error_fr: string | null;
  rows_read: Generated<number>;
  rows_announced: number | null;
  watermark: Date | null;
  full_read_page: Generated<number>;
  full_read_at: Date | null;
  full_read_announced: number | null;
  full_read_missing: Generated<number>;
  full_read_rows: Generated<number>;
  full_read_anchor: string | null;
  full_read_error: string | null;
  full_read_error_fr: string | null;
  reconciled_at: Date | null;
  key_expires_at: Date | null;
  /** An object, since drivers take a bare list for an array of PostgreSQL. */
  warnings: Generated<{ found: readonly SourceWarning[] }>;
}

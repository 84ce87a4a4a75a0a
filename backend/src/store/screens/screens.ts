import { sql } from 'kysely';

import type { Screen, ScreenReport } from '../../domain/screens/screen.ts';
import { fold } from '../../domain/text/text.ts';
import type { ScreenRow, StoreDatabase } from '../schema.ts';

/** What a new screen is. */
export type NewScreen = Pick<Screen, 'id' | 'name' | 'login' | 'page' | 'expiresAt'>;

/** How long a revoked screen is still listed: what was on that wall last week? */
const REVOKED_DAYS = 30;

/** Reports of one screen that come faster are not written. */
const REPORT_RESOLUTION_MS = 20_000;

/** All screens by name; those revoked more than 30 days ago are left out. */
export async function readScreens(db: StoreDatabase): Promise<Screen[]> {
  const rows = await db
    .selectFrom('screens')
    .selectAll()
    .where((eb) =>
      eb.or([eb('revoked_at', 'is', null), eb('revoked_at', '>', new Date(Date.now() - REVOKED_DAYS * 86_400_000))])
    )
    .orderBy('folded_name')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** One that is not revoked, locked until the end of the transaction. */
export async function lockScreen(transaction: StoreDatabase, id: string): Promise<Screen | undefined> {
  const row = await transaction
    .selectFrom('screens')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The one of this name (compared folded) that is not revoked, locked until the end of the transaction. */
export async function lockScreenNamed(transaction: StoreDatabase, name: string): Promise<Screen | undefined> {
  const row = await transaction
    .selectFrom('screens')
    .selectAll()
    .where('folded_name', '=', fold(name))
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Lets nobody else name a screen until the end of the transaction. */
export async function lockNames(transaction: StoreDatabase): Promise<void> {
  await sql`lock table screens in share row exclusive mode`.execute(transaction);
}

/** @returns undefined when there is one of this name already */
export async function insertScreen(db: StoreDatabase, screen: NewScreen): Promise<Screen | undefined> {
  const { id, name, login, page, expiresAt } = screen;
  const row = await db
    .insertInto('screens')
    .values({ id, name, folded_name: fold(name), login, page, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('folded_name').where('revoked_at', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Changes what people decide about a screen. */
export async function updateScreen(
  db: StoreDatabase,
  id: string,
  { name, page, expiresAt, linkedAt, revokedAt }: Partial<Screen>
): Promise<Screen> {
  const row = await db
    .updateTable('screens')
    .set({
      ...(name === undefined ? {} : { name, folded_name: fold(name) }),
      ...(page === undefined ? {} : { page }),
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
      ...(linkedAt === undefined ? {} : { linked_at: linkedAt }),
      ...(revokedAt === undefined ? {} : { revoked_at: revokedAt }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

/**
 * Keeps a screen's report, in one statement.
 * @param from the account that reports, and the token its organisation's data source has
 */
export async function saveReport(
  db: StoreDatabase,
  from: { login: string; tokenId: string },
  { page, width, height, dataAt, version }: ScreenReport,
  at: Date
): Promise<void> {
  await db
    .updateTable('screens')
    .set({
      seen_at: at,
      seen_page: page,
      seen_width: width,
      seen_height: height,
      seen_data_at: dataAt,
      seen_version: version,
    })
    .where('login', '=', from.login)
    .where('linked_at', 'is not', null)
    .where('revoked_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('seen_at', 'is', null),
        eb('seen_at', '<=', new Date(at.getTime() - REPORT_RESOLUTION_MS)),
        // A clock that was put back must not hold up every report until it has caught up.
        eb('seen_at', '>', at),
      ])
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('grafana_orgs')
          .select('grafana_orgs.id')
          .where('kind', '=', 'screens')
          .where('token_id', '=', from.tokenId)
      )
    )
    .execute();
}

function fromRow(row: ScreenRow): Screen {
  const { id, name, login, page } = row;
  return {
    id,
    name,
    login,
    page,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    linkedAt: row.linked_at,
    revokedAt: row.revoked_at,
    seen: seenIn(row),
  };
}

function seenIn({
  seen_at,
  seen_page,
  seen_width,
  seen_height,
  seen_data_at,
  seen_version,
}: ScreenRow): Screen['seen'] {
  return seen_at === null
    ? null
    : {
        at: seen_at,
        page: seen_page ?? '',
        width: seen_width ?? 0,
        height: seen_height ?? 0,
        dataAt: seen_data_at,
        version: seen_version ?? '',
      };
}

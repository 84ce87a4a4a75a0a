import { VigieError } from '../../domain/errors.ts';
import type { GrafanaOrgRow, StoreDatabase } from '../schema.ts';

/** What a Grafana organisation that Vigie made is for. */
export type GrafanaOrgKind = GrafanaOrgRow['kind'];

/** What binds an organisation of Grafana to its purpose. */
export interface GrafanaOrg {
  /** A UUID; the organisation's data source carries it. */
  id: string;
  kind: GrafanaOrgKind;
  /** The enterprise, the board's organisation as the rules name it, or `''` for the screens. */
  key: string;
  /** Null while it is about to be made. */
  orgId: number | null;
  /** The name that Vigie gave it. */
  orgName: string;
  /** Public id of its token. */
  tokenId: string | null;
}

/** All of them, in the order in which they were made. */
export async function readGrafanaOrgs(db: StoreDatabase): Promise<GrafanaOrg[]> {
  const rows = await db.selectFrom('grafana_orgs').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(({ id, kind, key, org_id, org_name, token_id }) => ({
    id,
    kind,
    key,
    orgId: org_id,
    orgName: org_name,
    tokenId: token_id,
  }));
}

/**
 * Adds it, or replaces the one of that id. Another one that had the same organisation loses it: numbers come again after
 * Grafana was reinstalled.
 * @throws {VigieError} `conflict` when another one is for the same thing
 */
export async function saveGrafanaOrg(db: StoreDatabase, org: GrafanaOrg): Promise<void> {
  const { id, kind, key, orgId } = org;
  const values = { kind, key, org_id: orgId, org_name: org.orgName, token_id: org.tokenId, updated_at: new Date() };
  await db.transaction().execute(async (transaction) => {
    const other = await transaction
      .selectFrom('grafana_orgs')
      .select('org_id')
      .where('kind', '=', kind)
      .where('key', '=', key)
      .where('id', '!=', id)
      .executeTakeFirst();
    if (other !== undefined) {
      throw new VigieError('conflict', {
        fr: `L’organisation de ${kind} « ${key} » est déjà connue, sous le numéro ${other.org_id ?? '(pas encore)'}.`,
        en: `The organisation of ${kind} "${key}" is known already, as number ${other.org_id ?? '(none yet)'}.`,
      });
    }
    if (orgId !== null) {
      await transaction
        .updateTable('grafana_orgs')
        .set({ org_id: null })
        .where('org_id', '=', orgId)
        .where('id', '!=', id)
        .execute();
    }
    await transaction
      .insertInto('grafana_orgs')
      .values({ id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  });
}

/** Forgets one. @throws {VigieError} `not_found` */
export async function removeGrafanaOrg(db: StoreDatabase, id: string): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('grafana_orgs').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) {
    throw new VigieError('not_found', {
      fr: `Aucune organisation Grafana n’est connue sous l’identifiant ${id}.`,
      en: `No Grafana organisation is known by the id ${id}.`,
    });
  }
}

import { Type } from 'typebox';

/**
 * The fields that Vigie reads. Odoo writes `false` for what is empty and `[id, "name"]` for a reference.
 * People's names, addresses and notes of a lead are left out on purpose.
 */

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const OptionalText = Type.Optional(Type.Union([Type.String(), Type.Literal(false)]));
const OptionalReference = Type.Optional(Type.Union([Type.Tuple([Id, Type.String()]), Type.Literal(false)]));

export const LeadSchema = Type.Object({
  id: Id,
  name: OptionalText,
  type: OptionalText,
  active: Type.Optional(Type.Boolean()),
  probability: Type.Optional(Type.Number()),
  /** From Odoo 19 on. */
  won_status: OptionalText,
  priority: OptionalText,
  partner_id: OptionalReference,
  /** The company as typed on a lead that has no partner yet. */
  partner_name: OptionalText,
  user_id: OptionalReference,
  stage_id: OptionalReference,
  create_date: OptionalText,
  write_date: OptionalText,
  date_closed: OptionalText,
});
export type LeadDto = Type.Static<typeof LeadSchema>;

/** Every field of {@link LeadSchema} but the id, which comes by itself, and what not every version has. */
export const LEAD_FIELDS = Object.keys(LeadSchema.properties).filter((name) => name !== 'id' && name !== 'won_status');

export const PartnerSchema = Type.Object({ id: Id, commercial_partner_id: OptionalReference });

/** `GET /json/version`. */
export const VersionSchema = Type.Object({ version: Type.String() });

/** `common.version` of JSON-RPC. */
export const RpcVersionSchema = Type.Object({ server_version: Type.String() });

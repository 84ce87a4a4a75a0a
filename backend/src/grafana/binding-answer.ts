import { type Static, Type } from 'typebox';

const OrgNumber = Type.Union([Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }), Type.Null()], {
  description: 'Null while it is about to be made',
});

/** What binds an organisation, without its id. */
export const GrafanaOrgBody = Type.Object(
  {
    kind: Type.Enum(['tenant', 'screens', 'board']),
    key: Type.String({
      maxLength: 200,
      description: "The enterprise, the board's organisation, or '' for the screens",
    }),
    orgId: OrgNumber,
    orgName: Type.String({ minLength: 1, maxLength: 200, description: 'The name that Vigie gave it' }),
    tokenId: Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description: 'Public id of its token' }),
  },
  { $id: 'GrafanaOrgBinding', additionalProperties: false }
);

/** An organisation that Vigie made, as answers show it. */
export const GrafanaOrgAnswer = Type.Object({ id: Type.String(), ...GrafanaOrgBody.properties }, { $id: 'GrafanaOrg' });
export type GrafanaOrgAnswer = Static<typeof GrafanaOrgAnswer>;

import { type Static, type TSchema, Type } from 'typebox';

/**
 * The fields of Atera's API v3 that Vigie reads, with the names and types of the official OpenAPI description.
 * Everything but the id may be null or missing, and enumerations are plain text: Atera adds values without notice.
 * Personal data of end users and comment texts are left out on purpose.
 */

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const OptionalId = Type.Optional(
  Type.Union([Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), Type.Null()])
);
const OptionalText = Type.Optional(Type.Union([Type.String(), Type.Null()]));

export const TicketSchema = Type.Object({
  TicketID: Id,
  TicketTitle: OptionalText,
  TicketPriority: OptionalText,
  TicketImpact: OptionalText,
  TicketStatus: OptionalText,
  TicketType: OptionalText,
  TicketResolvedDate: OptionalText,
  TicketCreatedDate: OptionalText,
  TechnicianFirstCommentDate: OptionalText,
  FirstResponseDueDate: OptionalText,
  ClosedTicketDueDate: OptionalText,
  LastEndUserCommentTimestamp: OptionalText,
  LastTechnicianCommentTimestamp: OptionalText,
  CustomerID: OptionalId,
  CustomerName: OptionalText,
  TechnicianContactID: OptionalId,
  TechnicianFullName: OptionalText,
  TechnicianEmail: OptionalText,
  ContractID: OptionalId,
});
export type TicketDto = Static<typeof TicketSchema>;

export const AlertSchema = Type.Object({
  AlertID: Id,
  /** An integer in the official description; accounts have been seen to send text. */
  Code: Type.Optional(Type.Union([Type.Integer(), Type.String(), Type.Null()])),
  Title: OptionalText,
  Severity: OptionalText,
  Created: OptionalText,
  AlertMessage: OptionalText,
  DeviceName: OptionalText,
  CustomerID: OptionalId,
  CustomerName: OptionalText,
});
export type AlertDto = Static<typeof AlertSchema>;

export const CustomerSchema = Type.Object({ CustomerID: Id, CustomerName: OptionalText });
export type CustomerDto = Static<typeof CustomerSchema>;

export const AccountSchema = Type.Object({ CompanyName: OptionalText, Plan: OptionalText });

/** The envelope around every list. Its figures are what makes a reading checkable, so they are required. */
export const PageSchema = Type.Object({
  items: Type.Optional(Type.Union([Type.Array(Type.Unknown()), Type.Null()])),
  totalItemCount: Type.Integer({ minimum: 0 }),
  itemsInPage: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  totalPages: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
}) satisfies TSchema;

/**
 * The shapes of Atera's API, written by hand from `atera-openapi.json` beside this file.
 * They are the simulator's own on purpose: sharing them with the backend would hide a misreading on either side.
 *
 * The schema says that enumerations and a ticket's CustomerID are never null; real accounts send null, unknown texts or nothing
 * at all (fields "can be null or missing"), hence the wider types here.
 */

/** Names of an enumeration, or any other text. */
type Open<Names extends string> = Names | (string & {});

export const TICKET_PRIORITIES = ['Low', 'Medium', 'High', 'Critical'] as const;
export const TICKET_IMPACTS = ['NoImpact', 'SiteDown', 'ServerIssue', 'Minor', 'Major', 'Crisis'] as const;
export const TICKET_TYPES = ['Incident', 'Problem', 'Request', 'Change'] as const;
export const ALERT_STATUSES = ['Open', 'Resolved', 'Snoozed'] as const;

export type TicketPriority = (typeof TICKET_PRIORITIES)[number];
export type TicketImpact = (typeof TICKET_IMPACTS)[number];
export type TicketType = (typeof TICKET_TYPES)[number];
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** `TicketDto`. Date-times are ISO 8601 in UTC, with or without `Z`; durations are seconds or minutes as named. */
export interface SimTicket {
  TicketID: number;
  TicketTitle?: string | null;
  TicketNumber?: string | null;
  TicketPriority?: Open<TicketPriority> | null;
  TicketImpact?: Open<TicketImpact> | null;
  TicketStatus?: string | null;
  TicketSource?: string | null;
  TicketType?: Open<TicketType> | null;
  EndUserID?: number | null;
  EndUserEmail?: string | null;
  EndUserFirstName?: string | null;
  EndUserLastName?: string | null;
  EndUserPhone?: string | null;
  TicketResolvedDate?: string | null;
  TicketCreatedDate?: string | null;
  TechnicianFirstCommentDate?: string | null;
  FirstResponseDueDate?: string | null;
  ClosedTicketDueDate?: string | null;
  FirstComment?: string | null;
  LastEndUserComment?: string | null;
  LastEndUserCommentTimestamp?: string | null;
  LastTechnicianComment?: string | null;
  LastTechnicianCommentTimestamp?: string | null;
  OnSiteDurationSeconds?: number | null;
  OnSiteDurationMinutes?: number | null;
  OffSiteDurationSeconds?: number | null;
  OffSiteDurationMinutes?: number | null;
  OnSLADurationSeconds?: number | null;
  OnSLADurationMinutes?: number | null;
  OffSLADurationSeconds?: number | null;
  OffSLADurationMinutes?: number | null;
  TotalDurationSeconds?: number | null;
  TotalDurationMinutes?: number | null;
  CustomerID?: number | null;
  CustomerName?: string | null;
  CustomerBusinessNumber?: string | null;
  TechnicianContactID?: number | null;
  TechnicianFullName?: string | null;
  TechnicianEmail?: string | null;
  ContractID?: number | null;
  /** Sent only when the request asks for relations. */
  RelationType?: Open<'None' | 'Parent' | 'Child'>;
  RelatedTicketId?: number | null;
}

/** `AlertDto`. The API never sends an alert's status; see `alertStatus` in `world.ts` for how it follows from the dates. */
export interface SimAlert {
  AlertID: number;
  Code?: number | null;
  Source?: string | null;
  Title?: string | null;
  Severity?: Open<'Information' | 'Warning' | 'Critical'> | null;
  Created?: string | null;
  SnoozedEndDate?: string | null;
  DeviceGuid?: string | null;
  AgentId?: number | null;
  AdditionalInfo?: string | null;
  Archived?: boolean | null;
  AlertCategoryID?: Open<'Hardware' | 'Disk' | 'Availability' | 'Performance' | 'Exchange' | 'General'> | null;
  ArchivedDate?: string | null;
  TicketID?: number | null;
  AlertMessage?: string | null;
  DeviceName?: string | null;
  CustomerID?: number | null;
  CustomerName?: string | null;
  FolderID?: number | null;
  PollingCyclesCount?: number | null;
  DeviceType?: string | null;
}

/** `CustomerDto`. */
export interface SimCustomer {
  CustomerID: number;
  CustomerName?: string | null;
  CreatedOn?: string | null;
  LastModified?: string | null;
  BusinessNumber?: string | null;
  Domain?: string | null;
  Address?: string | null;
  City?: string | null;
  State?: string | null;
  Country?: string | null;
  Phone?: string | null;
  Fax?: string | null;
  Notes?: string | null;
  Logo?: string | null;
  Links?: string | null;
  Longitude?: number | null;
  Latitude?: number | null;
  ZipCodeStr?: string | null;
}

/** The envelope of every list. */
export interface PagedResult<Item> {
  items: Item[] | null;
  page: number;
  itemsInPage: number;
  totalItemCount: number;
  totalPages: number;
  prevLink: string | null;
  nextLink: string | null;
}

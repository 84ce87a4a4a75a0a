import { ateraDate } from './time.ts';
import type { SimAlert, SimCustomer, SimTicket } from './types.ts';

/** Fields that are still zero on a ticket without time entries. */
const NO_DURATIONS = {
  OnSiteDurationSeconds: 0,
  OnSiteDurationMinutes: 0,
  OffSiteDurationSeconds: 0,
  OffSiteDurationMinutes: 0,
  OnSLADurationSeconds: 0,
  OnSLADurationMinutes: 0,
  OffSLADurationSeconds: 0,
  OffSLADurationMinutes: 0,
  TotalDurationSeconds: 0,
  TotalDurationMinutes: 0,
};

/** A complete ticket, as conforming to the schema as its overrides; `now` (epoch ms) is its creation unless they say otherwise. */
export function buildTicket(now: number, overrides: Partial<SimTicket> & { TicketID: number }): SimTicket {
  return {
    TicketTitle: `Ticket ${overrides.TicketID}`,
    TicketNumber: String(overrides.TicketID),
    TicketPriority: 'Low',
    TicketImpact: 'NoImpact',
    TicketStatus: 'Open',
    TicketSource: 'CustomerPortal',
    TicketType: 'Incident',
    EndUserID: null,
    EndUserEmail: null,
    EndUserFirstName: null,
    EndUserLastName: null,
    EndUserPhone: null,
    TicketResolvedDate: null,
    TicketCreatedDate: ateraDate(now),
    TechnicianFirstCommentDate: null,
    FirstResponseDueDate: null,
    ClosedTicketDueDate: null,
    FirstComment: null,
    LastEndUserComment: null,
    LastEndUserCommentTimestamp: null,
    LastTechnicianComment: null,
    LastTechnicianCommentTimestamp: null,
    ...NO_DURATIONS,
    CustomerID: 1,
    CustomerName: 'Client 1',
    CustomerBusinessNumber: null,
    TechnicianContactID: null,
    TechnicianFullName: null,
    TechnicianEmail: null,
    ContractID: null,
    RelationType: 'None',
    RelatedTicketId: null,
    ...overrides,
  };
}

/** A complete open alert; see {@link buildTicket}. */
export function buildAlert(now: number, overrides: Partial<SimAlert> & { AlertID: number }): SimAlert {
  return {
    Code: 0,
    Source: 'Agent',
    Title: `Alerte ${overrides.AlertID}`,
    Severity: 'Warning',
    Created: ateraDate(now),
    SnoozedEndDate: null,
    DeviceGuid: null,
    AgentId: null,
    AdditionalInfo: null,
    Archived: false,
    AlertCategoryID: 'General',
    ArchivedDate: null,
    TicketID: null,
    AlertMessage: null,
    DeviceName: null,
    CustomerID: 1,
    CustomerName: 'Client 1',
    FolderID: null,
    PollingCyclesCount: null,
    DeviceType: null,
    ...overrides,
  };
}

/** A complete customer; see {@link buildTicket}. */
export function buildCustomer(now: number, overrides: Partial<SimCustomer> & { CustomerID: number }): SimCustomer {
  return {
    CustomerName: `Client ${overrides.CustomerID}`,
    CreatedOn: ateraDate(now),
    LastModified: ateraDate(now),
    BusinessNumber: null,
    Domain: null,
    Address: null,
    City: null,
    State: null,
    Country: 'France',
    Phone: null,
    Fax: null,
    Notes: null,
    Logo: null,
    Links: null,
    Longitude: null,
    Latitude: null,
    ZipCodeStr: null,
    ...overrides,
  };
}

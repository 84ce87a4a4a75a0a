/** Kinds of upstream systems that tickets come from. */
export type SourceKind = 'atera' | 'odoo';

/** Classes of Atera's free-text statuses. *Active* means open or pending. */
export const STATUS_CLASSES = ['open', 'pending', 'done'] as const;
export type StatusClass = (typeof STATUS_CLASSES)[number];

/** Majeur, Mineur, Aucun: they always add up to the total. */
export const IMPACT_CLASSES = ['major', 'minor', 'none'] as const;
export type ImpactClass = (typeof IMPACT_CLASSES)[number];

/** Faible, Moyenne, Haute, Critique, and `none` for "Non renseignée", in the order of the screen. */
export const PRIORITY_CLASSES = ['low', 'medium', 'high', 'critical', 'none'] as const;
export type PriorityClass = (typeof PRIORITY_CLASSES)[number];

/**
 * A ticket as an upstream describes it, in Vigie's words. Texts are raw (HTML entities and all), instants are UTC.
 * Personal data of end users and comment texts are left out on purpose: only what a screen shows is kept.
 */
export interface UpstreamTicket {
  /** Numeric id in the upstream system. */
  externalId: number;
  title: string | null;
  status: string | null;
  priority: string | null;
  impact: string | null;
  /** Classes that the upstream itself decides (Odoo); absent: the lists of the rules do. */
  statusClass?: StatusClass;
  priorityClass?: PriorityClass;
  type: string | null;
  customerId: number | null;
  customerName: string | null;
  technicianId: number | null;
  technicianName: string | null;
  technicianEmail: string | null;
  contractId: number | null;
  createdAt: Date | null;
  /** Nanoseconds of the creation beyond the millisecond of `createdAt`; 0 where the upstream is no more exact. */
  createdNs: number;
  resolvedAt: Date | null;
  firstResponseDueAt: Date | null;
  closedDueAt: Date | null;
  /** `undefined`: this answer did not say (Atera omits comment dates at times); what is known is then kept. */
  firstCommentAt: Date | null | undefined;
  lastEndUserCommentAt: Date | null | undefined;
  lastTechnicianCommentAt: Date | null | undefined;
}

/** An open alert as an upstream describes it. */
export interface UpstreamAlert {
  externalId: number;
  title: string | null;
  message: string | null;
  code: string | null;
  severity: string | null;
  customerId: number | null;
  customerName: string | null;
  deviceName: string | null;
  createdAt: Date | null;
  /** Nanoseconds of the creation beyond the millisecond of `createdAt`; 0 where the upstream is no more exact. */
  createdNs: number;
}

import type { OdooClient } from '../../integrations/odoo/client.ts';
import { type CommercialPartner, type OdooLead, ticketOf } from '../../integrations/odoo/mapper.ts';
import type { UpstreamTicket } from '../../domain/ticket.ts';
import type { Call } from '../../integrations/shared/resilience.ts';

/**
 * Finds the customer behind each lead: the commercial partner of its partner. A domain may go through that relation, but
 * the fields of an answer may not, so the partners are read apart and remembered: a refresh asks only for new ones.
 */
export interface Customers {
  /** The leads as tickets of their customers. */
  ticketsOf(leads: readonly OdooLead[], call: Call): Promise<UpstreamTicket[]>;
  /** Partners are asked for anew from now on: renamings and moves do not show on a lead. */
  forget(): void;
}

export function createCustomers(client: OdooClient): Customers {
  /** By partner; undefined for one that is gone or may not be read. */
  let known = new Map<number, CommercialPartner | undefined>();
  return {
    async ticketsOf(leads, call) {
      const unknown = new Set<number>();
      for (const { partnerId } of leads) {
        if (partnerId !== null && !known.has(partnerId)) {
          unknown.add(partnerId);
        }
      }
      const remembered = known;
      if (unknown.size > 0) {
        const found = await client.commercialPartners([...unknown], call);
        unknown.forEach((id) => remembered.set(id, found.get(id)));
      }
      return leads.map((lead) => ticketOf(lead, lead.partnerId === null ? undefined : remembered.get(lead.partnerId)));
    },
    forget() {
      known = new Map();
    },
  };
}

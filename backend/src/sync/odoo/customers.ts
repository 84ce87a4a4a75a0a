import type { UpstreamTicket } from '../../domain/tickets/ticket.ts';
import type { Call } from '../../upstreams/http/resilience.ts';
import type { OdooClient } from '../../upstreams/odoo/client.ts';
import { OdooError } from '../../upstreams/odoo/error.ts';
import { type CommercialPartner, type OdooLead, ticketOf } from '../../upstreams/odoo/mapper.ts';

/**
 * Finds the customer behind each lead: the commercial partner of its partner. A domain may go through that relation, but
 * the fields of an answer may not, so the partners are read apart and remembered: a refresh asks only for new ones.
 */
export interface Customers {
  /** The leads as tickets of their customers. */
  ticketsOf(leads: readonly OdooLead[], call: Call): Promise<UpstreamTicket[]>;
  /** Partners are read again from now on: renames and moves do not show on a lead. */
  forget(): void;
  /** Whether the key may not read partners: leads then have the names that stand on them. */
  areForbidden(): boolean;
}

export function createCustomers(client: OdooClient): Customers {
  /** By partner; undefined for one that is gone or may not be read. */
  let known = new Map<number, CommercialPartner | undefined>();
  /** Found out once between two calls of `forget`: a refresh does not ask in vain. */
  let forbidden = false;

  /** None of them where the key may not read partners at all: leads without customers would be no board. */
  async function find(ids: readonly number[], call: Call): Promise<Map<number, CommercialPartner>> {
    if (forbidden) {
      return new Map();
    }
    try {
      return await client.commercialPartners(ids, call);
    } catch (error) {
      if (error instanceof OdooError && error.kind === 'forbidden') {
        forbidden = true;
        return new Map();
      }
      throw error;
    }
  }

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
        const found = await find([...unknown], call);
        unknown.forEach((id) => remembered.set(id, found.get(id)));
      }
      return leads.map((lead) => ticketOf(lead, lead.partnerId === null ? undefined : remembered.get(lead.partnerId)));
    },
    forget() {
      known = new Map();
      forbidden = false;
    },
    areForbidden: () => forbidden,
  };
}

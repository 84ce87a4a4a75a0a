import type { OdooWorld } from './world.ts';

/** The database in numbers, for the control API: what a reader of the whole API should find. */
export interface WorldSummary {
  now: string;
  leads: number;
  /** Open leads by type. */
  open: { lead: number; opportunity: number };
  partners: number;
}

export function summaryOf(world: OdooWorld): WorldSummary {
  const open = world.openLeads();
  const ofType = (wanted: string): number => open.filter(({ type }) => type === wanted).length;
  return {
    now: world.now().toISOString(),
    leads: world.leads().length,
    open: { lead: ofType('lead'), opportunity: ofType('opportunity') },
    partners: world.partners().length,
  };
}

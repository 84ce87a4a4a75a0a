import { Random } from '../../shared/activity/random.ts';
import { OPEN_STAGE_IDS, SALES_USER_IDS } from './catalogue.ts';
import { newLeadFields } from './generate.ts';
import { OdooWorld } from './world.ts';

export type LiveEventType =
  'lead-created' | 'lead-assigned' | 'stage-changed' | 'priority-changed' | 'lead-won' | 'lead-lost' | 'lead-deleted';

/** Something that happened in the database; `id` is the lead's. */
export interface LiveEvent {
  type: LiveEventType;
  id: number;
}

type Happening = (world: OdooWorld, random: Random) => LiveEvent | undefined;

/** A simulated database in which things happen, as in a company at work. */
export class LiveOdooWorld extends OdooWorld {
  readonly #random: Random;
  readonly #baseline: number;

  constructor(seed: number, ...world: ConstructorParameters<typeof OdooWorld>) {
    super(...world);
    this.#random = new Random(seed);
    this.#baseline = this.openLeads().length;
  }

  /** One step of the database's life at the present moment of its clock, the same for the same seed and history. */
  tick(): LiveEvent[] {
    return liveStep(this, this.#random, this.#baseline);
  }
}

/** One or two events at the present moment of the world's clock; the number of open leads drifts around `baseline`. */
function liveStep(world: OdooWorld, random: Random, baseline: number): LiveEvent[] {
  const above = world.openLeads().length > baseline;
  const happenings: ReadonlyArray<readonly [Happening, number]> = [
    [createLead, above ? 6 : 16],
    [assign, 10],
    [changeStage, 14],
    [changePriority, 4],
    [win, above ? 14 : 6],
    [lose, above ? 4 : 2],
    [remove, 1],
  ];
  return Array.from({ length: random.int(1, 2) }, () => {
    const happening = random.weighted(happenings);
    // Nothing to work on: then something new comes in.
    return happening(world, random) ?? createLead(world, random);
  });
}

function createLead(world: OdooWorld, random: Random): LiveEvent {
  return { type: 'lead-created', id: world.addLead(newLeadFields(random, world.partners())).id };
}

function assign(world: OdooWorld, random: Random): LiveEvent | undefined {
  return onOpenLead(world, random, 'lead-assigned', (id) =>
    world.writeLead(id, { user_id: random.pick(SALES_USER_IDS) })
  );
}

function changeStage(world: OdooWorld, random: Random): LiveEvent | undefined {
  return onOpenLead(world, random, 'stage-changed', (id) => {
    const stage = world.lead(id)?.stage_id;
    world.writeLead(id, { stage_id: random.pick(OPEN_STAGE_IDS.filter((other) => other !== stage)) });
  });
}

function changePriority(world: OdooWorld, random: Random): LiveEvent | undefined {
  return onOpenLead(world, random, 'priority-changed', (id) => {
    const priority = world.lead(id)?.priority;
    world.writeLead(id, { priority: random.pick(['0', '1', '2', '3'].filter((other) => other !== priority)) });
  });
}

function win(world: OdooWorld, random: Random): LiveEvent | undefined {
  return onOpenLead(world, random, 'lead-won', (id) => world.winLead(id));
}

function lose(world: OdooWorld, random: Random): LiveEvent | undefined {
  return onOpenLead(world, random, 'lead-lost', (id) => world.loseLead(id));
}

function remove(world: OdooWorld, random: Random): LiveEvent | undefined {
  return onOpenLead(world, random, 'lead-deleted', (id) => world.deleteLead(id));
}

function onOpenLead(
  world: OdooWorld,
  random: Random,
  type: LiveEventType,
  change: (id: number) => unknown
): LiveEvent | undefined {
  const candidates = world.openLeads();
  if (candidates.length === 0) {
    return undefined;
  }
  const { id } = random.pick(candidates);
  change(id);
  return { type, id };
}

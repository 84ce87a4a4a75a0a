import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../simulators/shared/activity/random.ts';
import type { FaultEffect } from '../simulators/shared/faults/fault.ts';
import { serverTroubles, type SwitchableServer, type Trouble } from './server-troubles.ts';
import { type ChaosWorld, newKey } from './world.ts';

/** What a trouble befalls: two at once befall different parts. */
type Part = 'backend' | 'store' | 'counters' | 'atera';

interface PartTrouble extends Trouble {
  part: Part;
}

const HOUR_MS = 3_600_000;

const FAULTS: readonly FaultEffect[] = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retryAfterSeconds: 2 },
  { kind: 'reset' },
  { kind: 'truncated' },
  { kind: 'cut-json' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'hang' },
  { kind: 'null-items' },
  { kind: 'duplicate-item' },
  { kind: 'wrong-total', by: 5 },
  { kind: 'slow', delayMs: 1_500 },
  { kind: 'date-skew', skewSeconds: 900 },
  { kind: 'key-revoked' },
];

/**
 * The troubles of a run: the first is always the end of a backend in its first reading; then each comes once before any comes
 * again, every third of them together with one of another part.
 *
 * @param only - a part of the names of those that come, alone; all by default
 * @throws Error when there is none of that name
 */
export function troublesFor(world: ChaosWorld, random: Random, only = ''): { next(round: number): Trouble } {
  const all = allTroubles(world, random).filter(({ name }) => name.includes(only));
  if (all.length === 0) {
    throw new Error(`There is no trouble here whose name holds "${only}" (a full disk needs the right to mount one).`);
  }
  let left = all.slice(1);
  const draw = (fits: (trouble: PartTrouble) => boolean): PartTrouble => {
    const candidates = left.filter(fits);
    if (candidates.length === 0) {
      left = [...all];
      return draw(fits);
    }
    const drawn = random.pick(candidates);
    left = left.filter((trouble) => trouble !== drawn);
    return drawn;
  };
  return {
    next(round) {
      const one = round === 0 ? (all[0] as PartTrouble) : draw(() => true);
      if (round % 3 !== 2 || only !== '') {
        return one;
      }
      const other = draw(({ part }) => part !== one.part);
      return {
        name: `${one.name}, and ${other.name}`,
        run: async () => {
          await Promise.all([one.run(), other.run()]);
        },
      };
    },
  };
}

/** Encrypts again, as the operator whose command was cut off does: the key before the last must be needed no more. */
async function rotated(world: ChaosWorld): Promise<void> {
  for (let times = 1; ; times += 1) {
    const answer = await world
      .call('POST', '/v1/secrets/rotate')
      .catch((error: unknown) => ({ status: 0, body: error }));
    if (answer.status === 200) {
      return;
    }
    if (times === 30) {
      throw new Error(`the credentials cannot be encrypted again: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await sleep(1_000);
  }
}

function allTroubles(world: ChaosWorld, random: Random): PartTrouble[] {
  const { atera, postgres, mariadb, disk } = world;
  const within = (ms: number) => sleep(random.int(0, ms));
  const killBackend = async (): Promise<void> => {
    const running = world.backend();
    process.kill(running.pid, 'SIGKILL');
    await running.close();
  };
  const backend = (name: string, run: () => Promise<void>): PartTrouble => ({ part: 'backend', name, run });
  const server = (part: Part, name: string, of: SwitchableServer): PartTrouble[] =>
    serverTroubles(name, of, random).map((trouble) => ({ part, ...trouble }));
  return [
    backend('backend killed', async () => {
      await within(1_500);
      await killBackend();
      await world.start();
    }),
    backend('backend stopped', async () => {
      await within(1_500);
      await world.backend().close();
      await world.start();
    }),
    backend('backend killed while it reads everything again', async () => {
      const reading = world.call('POST', '/v1/sync', { full: true }).catch(() => undefined);
      await within(800);
      await killBackend();
      await reading;
      await world.start();
    }),
    backend('backend killed while it encrypts with a new key', async () => {
      const old = world.backend().variables['VIGIE_SECRET_KEY'] ?? '';
      await world.backend().close();
      await world.start({ VIGIE_SECRET_KEY: newKey(), VIGIE_SECRET_KEY_PREVIOUS: old });
      const rotating = world.call('POST', '/v1/secrets/rotate').catch(() => undefined);
      await within(60);
      await killBackend();
      await rotating;
      await world.start();
      await rotated(world);
    }),
    ...(['forward', 'back'] as const).map((direction) =>
      backend(`clock set ${direction} by hours, and right again`, async () => {
        world.setClock((direction === 'forward' ? 1 : -1) * random.int(1, 30) * HOUR_MS);
        await sleep(random.int(1_500, 4_000));
        world.setClock(0);
      })
    ),
    backend('backend started while its clock is hours ahead, which is then set back', async () => {
      await world.backend().close();
      world.setClock(random.int(1, 30) * HOUR_MS);
      await world.start();
      await sleep(random.int(1_500, 4_000));
      world.setClock(0);
    }),
    ...(disk === undefined
      ? []
      : [
          {
            ...{ part: 'store' as const, name: 'disk of the store full' },
            run: async () => {
              disk.fill();
              await sleep(random.int(2_000, 5_000));
              disk.free();
            },
          },
        ]),
    ...(postgres === undefined ? [] : server('store', 'PostgreSQL', postgres)),
    ...server('counters', 'MariaDB', mariadb),
    {
      ...{ part: 'atera', name: 'Atera answers wrongly' },
      run: async () => {
        for (let times = 0; times < 3; times += 1) {
          atera.faults.set(random.pick(FAULTS));
          await sleep(1_200);
          atera.faults.clear();
        }
      },
    },
    {
      ...{ part: 'atera', name: 'a ticket that hardly is one' },
      run: async () => {
        atera.world.addTicket({
          TicketTitle: 'x'.repeat(5_000),
          TicketStatus: 'Open',
          TicketPriority: 'Étrange' as never,
          TicketImpact: null as never,
          TicketCreatedDate: 'hier',
          FirstResponseDueDate: '0001-01-01T00:00:00',
          CustomerID: -1,
          CustomerName: '\u0000\ud800',
        });
        await sleep(1_500);
      },
    },
  ];
}

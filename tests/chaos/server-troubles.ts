import { setTimeout as sleep } from 'node:timers/promises';

import type { PrivateMariadb } from '../servers/databases/mariadb.ts';
import type { Random } from '../simulators/shared/activity/random.ts';

/** Something that goes wrong and is over when it resolves. */
export interface Trouble {
  name: string;
  run: () => Promise<void>;
}

/** A database server that can be ended and stopped where it is. */
export type SwitchableServer = Pick<PrivateMariadb, 'kill' | 'restart' | 'freeze' | 'thaw'>;

/** A database server that crashes, and one that falls silent, for some seconds each. */
export function serverTroubles(
  name: string,
  { kill, restart, freeze, thaw }: SwitchableServer,
  random: Random
): Trouble[] {
  return [
    {
      name: `${name} killed`,
      run: async () => {
        await kill();
        await sleep(random.int(0, 3_000));
        await restart();
      },
    },
    {
      name: `${name} frozen`,
      run: async () => {
        freeze();
        await sleep(random.int(2_000, 8_000));
        thaw();
      },
    },
  ];
}

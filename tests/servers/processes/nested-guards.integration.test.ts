import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { noProcessList } from './leftovers.ts';
import { type Ending, ENDINGS, startProgram } from './stopping.ts';

const here = (name: string) => JSON.stringify(path.join(import.meta.dirname, name));

/** A program that takes its time to end, then makes a folder with its missing parents, as `initdb` does. */
const MAKES_PARENTS = `trap 'sleep 1; mkdir -p "$0/data"; exit' TERM; echo started; while :; do sleep 0.1; done`;

const INNER = `
  import { startTied } from ${here('tied-process.ts')};
  import { tiedFolder } from ${here('tied-folder.ts')};
  const folder = tiedFolder().path;
  startTied('sh', ['-c', ${JSON.stringify(MAKES_PARENTS)}, folder], { output: ['inherit', 'inherit'] });
`;

/** A program whose folder for temporary files goes with it, and that starts another one in there. */
const OUTER = `
  import { startTied } from ${here('tied-process.ts')};
  import { tiedFolder } from ${here('tied-folder.ts')};
  import { stopOnSignals } from ${here('stop-on-signals.ts')};
  stopOnSignals({ announce: () => undefined });
  process.env.TMPDIR = tiedFolder().path;
  const inner = ['--input-type=module', '--eval', ${JSON.stringify(INNER)}];
  startTied(process.execPath, inner, { output: ['inherit', 'inherit'], stopSignal: 'SIGKILL' });
`;

for (const ending of Object.keys(ENDINGS) as Ending[]) {
  void test(
    `removes an outer folder only after an inner guard has ended its programs: ${ending}`,
    {
      skip: noProcessList,
    },
    async (t) => {
      const started = startProgram(t, ['--input-type=module', '--eval', OUTER]);
      await started.until((output) => output.includes('started'));
      const { processes, files } = await started.end(ending);
      assert.deepEqual({ processes, files }, { processes: [], files: [] });
    }
  );
}

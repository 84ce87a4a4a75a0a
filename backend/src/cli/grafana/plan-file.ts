import { readFile, writeFile } from 'node:fs/promises';

import { formatPlan, parsePlan, type SavedPlan } from '../../grafana/plan/saved-plan.ts';
import { UsageError } from '../terminal/exit.ts';

/**
 * Reads a plan.
 * @throws {UsageError} when there is no such file
 * @throws {SavedPlanError} when it cannot be applied
 */
export async function readPlanFile(file: string): Promise<SavedPlan> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError({
      fr: `${file} ne peut pas être lu (${codeOf(error)}).`,
      en: `${file} cannot be read (${codeOf(error)}).`,
    });
  }
  return parsePlan(text, file);
}

/**
 * Writes a plan into a file that is not there yet, since one that somebody has looked at must not become another one.
 * @throws {UsageError} when it cannot
 */
export async function writePlanFile(file: string, plan: SavedPlan): Promise<void> {
  try {
    await writeFile(file, formatPlan(plan), { flag: 'wx' });
  } catch (error) {
    const exists = codeOf(error) === 'EEXIST';
    throw new UsageError(
      exists
        ? { fr: `${file} existe déjà : nommez un autre fichier.`, en: `${file} is there already: name another file.` }
        : {
            fr: `${file} ne peut pas être écrit (${codeOf(error)}).`,
            en: `${file} cannot be written (${codeOf(error)}).`,
          }
    );
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

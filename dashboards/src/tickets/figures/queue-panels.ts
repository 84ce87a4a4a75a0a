import type { Language } from '../../elements/language.ts';
import { type Area, beside, stacked } from '../../page/layout.ts';
import { named } from '../../page/panel.ts';
import { clientBars, clientOpen, clientOverdue } from './by-client.ts';
import { queueTitle, queueTotals } from './queue-totals.ts';

/** Columns of the grid that a cell with a number takes. */
const NUMBER_WIDTH = 2;

/**
 * One part of the clients page: title, totals, and a row a client with its bar and its two numbers.
 *
 * @param variable - name of the variable that holds the id of the queue
 * @param width - columns of the grid; the bars take what the numbers leave
 */
export function queuePanels(language: Language, variable: string, width: number): Area {
  const queue = `$${variable}`;
  return stacked(
    [2, named(`${variable}-title`, queueTitle(queue))],
    [4, named(`${variable}-totals`, queueTotals(language, queue))],
    [
      14,
      beside(
        [width - 2 * NUMBER_WIDTH, named(`${variable}-clients`, clientBars(language, queue))],
        [NUMBER_WIDTH, named(`${variable}-open`, clientOpen(language, queue))],
        [NUMBER_WIDTH, named(`${variable}-overdue`, clientOverdue(language, queue))]
      ),
    ]
  );
}

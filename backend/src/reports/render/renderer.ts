import { pathToFileURL } from 'node:url';

import { Piscina } from 'piscina';

import type { ReportFormat } from '../../domain/rules/reports-rules.ts';
import { MODULE_EXTENSION, moduleOf } from '../../installation.ts';
import type { ReportDocument } from '../document.ts';
import type { RenderedReport } from './rendered.ts';

/** What is to be given a form. */
export interface RenderTask {
  document: ReportDocument;
  formats: readonly ReportFormat[];
  at: Date;
}

/** Gives reports their forms, one after the other. */
export interface Renderer {
  /** Rejects with the reason of the signal once it is aborted. */
  render(task: RenderTask, signal: AbortSignal): Promise<RenderedReport>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** The thread ends after so long without work, in milliseconds: its libraries take tens of megabytes. */
const IDLE_MS = 5_000;

/**
 * Drawing a report takes half a second of processor time, in which nobody would be answered, and several libraries, which most
 * backends never need: a thread of its own does it, and is there only while there is work.
 */
export function createRenderer(): Renderer {
  let pool: Piscina<RenderTask, RenderedReport> | undefined;
  return {
    render(task, signal) {
      pool ??= new Piscina<RenderTask, RenderedReport>({
        filename: pathToFileURL(moduleOf('reports', 'render', `render${MODULE_EXTENSION}`)).href,
        minThreads: 0,
        maxThreads: 1,
        idleTimeout: IDLE_MS,
        // The thread must turn its event loop between reports, not sleep in `Atomics.wait`: Node frees there what resvg holds outside of
        // the heap, two megabytes a picture.
        atomics: 'disabled',
        // A small young generation: what is drawn is garbage at once, and would otherwise grow to a hundred megabytes before it is collected.
        resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 160 },
      });
      return pool.run(task, { signal });
    },
    async close() {
      await pool?.destroy();
    },
  };
}

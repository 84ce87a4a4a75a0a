import { hostname } from 'node:os';

import { type Activities, createActivities } from './activities.ts';
import { type Callers, createCallers } from './callers.ts';
import { createOperationEvents, type OperationEvents } from './events.ts';
import type { SyncStanding, UpstreamStanding } from './standing.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** What this process knows of its own work; nothing of it is read from a database. Each backend of several knows its own. */
export interface Operation {
  /** Name of this process among several: host and process id. */
  readonly backend: string;
  readonly startedAt: Date;
  readonly events: OperationEvents;
  readonly activities: Activities;
  readonly timeline: Timeline;
  readonly callers: Callers;
  sync(): SyncStanding;
  upstreams(): UpstreamStanding[];
  /** Names the parts that are made later. */
  connect(parts: { sync: () => SyncStanding; upstreams: () => UpstreamStanding[] }): void;
}

/** Name of this process among several. */
export const backendName = (): string => `${hostname()}:${process.pid}`;

export function createOperation(): Operation {
  const events = createOperationEvents();
  const activities = createActivities();
  let sync = (): SyncStanding => ({ leads: false, epoch: null, readings: [] });
  let upstreams = (): UpstreamStanding[] => [];
  return {
    backend: backendName(),
    startedAt: new Date(),
    events,
    activities,
    timeline: createTimeline(events, activities),
    callers: createCallers(events),
    sync: () => sync(),
    upstreams: () => upstreams(),
    connect: (parts) => {
      ({ sync, upstreams } = parts);
    },
  };
}

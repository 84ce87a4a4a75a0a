import underPressure from '@fastify/under-pressure';
import fp from 'fastify-plugin';

/** Event loop delay from which work is refused, so that what is under way gets done. */
const MAX_EVENT_LOOP_DELAY_MS = 2000;

/** Watches whether the process is late with its work. Who is refused then is decided once the caller is known (`app/shedding.ts`). */
export default fp(async (app) => {
  await app.register(underPressure, {
    maxEventLoopDelay: app.vigie.maxEventLoopDelayMs ?? MAX_EVENT_LOOP_DELAY_MS,
    pressureHandler: () => undefined,
  });
  app.vigie.services.load?.lateWhen(() => app.isUnderPressure());
});

import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

/** One line a request, when it is over: route, status and time, and neither headers nor query string nor body. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      tokenId: request.access?.tokenId,
      address: request.ip,
    };
    if (error) {
      request.log.error({ ...line, err: error }, 'request failed');
    } else if (request.routeOptions.config?.public === true) {
      request.log.debug(line, 'request');
    } else {
      request.log.info(line, 'request');
    }
  }
}

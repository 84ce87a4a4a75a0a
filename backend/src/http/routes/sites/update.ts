import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { readSite, updateSite } from '../../../counters/sites/site-writes.ts';
import { checkSiteChange } from '../../../counters/sites/validation.ts';
import { countersOf } from '../../../datasets/counters/counters-dataset.ts';
import { VigieError } from '../../../domain/errors.ts';
import { actorOf } from '../../../identity/actor.ts';
import { accessOf } from '../../plugins/app/authentication.ts';
import { SiteAnswer, siteAnswer } from '../../sites/site-answer.ts';
import { refusedField, refuseProblems, SiteBody } from '../../sites/site-body.ts';
import { keyInPath, refusalOutside, siteNotFound, SitePath } from '../../sites/site-path.ts';
import { siteRecorder } from '../../sites/site-recorder.ts';
import { inTurn } from '../../sites/site-turn.ts';
import { writerOf } from '../../writer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, SiteAnswer, SiteBody);
  app.patch(
    '/v1/sites/:id',
    {
      config: {
        scopes: ['sites:write'],
        answerHeaders: { 200: ['etag'], 412: ['etag'] },
        problems: [
          'role_missing',
          'not_found',
          'changed_meanwhile',
          'etag_missing',
          'value_refused',
          'counters_off',
          'counters_denied',
          'source_unavailable',
        ],
      },
      schema: {
        summary: 'Changes a site; what the body does not name stays as it is',
        description:
          'If-Match must name the ETag of the site as it was read. ' +
          'Needs a Grafana user (X-Vigie-User, X-Vigie-Role) whose role the rules let write.',
        tags: ['sites'],
        params: SitePath,
        headers: Type.Object({
          'if-match': Type.Optional(Type.String({ description: 'ETag of the site as it was read' })),
        }),
        body: ref(SiteBody),
        response: { 200: ref(SiteAnswer) },
      },
    },
    async (request, reply) => {
      const { services } = app.vigie;
      const { counters } = countersOf(services);
      const access = accessOf(request);
      const writer = writerOf(request.headers, services.rules.grafana.writers);
      const key = keyInPath(request.params);
      const etag = requireEtag(request.headers['if-match']);
      const known = await inTurn(app, request, reply, (own) => readSite(own, access, key));
      if (known === undefined) {
        throw siteNotFound(refusalOutside(counters, access, key.enterprise));
      }
      refuseProblems(checkSiteChange(request.body, known.site));
      const record = siteRecorder(services.db, actorOf(access, writer), 'site.update');
      const updated = await inTurn(app, request, reply, (own) =>
        updateSite(own, access, key, request.body, etag, new Date(), record)
      );
      if (updated.outcome === 'not_found') {
        throw siteNotFound();
      }
      if (updated.outcome === 'changed') {
        reply.header('etag', updated.current.etag);
        throw new VigieError('changed_meanwhile', {
          fr: 'Le compteur a été modifié depuis sa lecture. Relisez-le, puis modifiez-le.',
          en: 'The site was changed since it was read. Read it again, then change it.',
        });
      }
      if (updated.outcome === 'refused') {
        throw refusedField(updated.problem);
      }
      const { site, etag: current } = 'after' in updated ? updated.after : updated.current;
      return reply.header('etag', current).send(siteAnswer(site));
    }
  );
};

function requireEtag(header: string | undefined): string {
  if (header === undefined) {
    throw new VigieError('etag_missing', {
      fr: 'Envoyez dans If-Match l’ETag du compteur tel qu’il a été lu, pour n’écraser la modification de personne.',
      en: 'Send the ETag of the site as it was read as If-Match, so that nobody else’s change is overwritten.',
    });
  }
  return header.trim();
}

export default route;

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { findLookalikes } from '../../../counters/sites/lookalikes.ts';
import { createSite } from '../../../counters/sites/site-writes.ts';
import { readSites } from '../../../counters/sites/sites.ts';
import { checkNewSite } from '../../../counters/sites/validation.ts';
import { VigieError } from '../../../domain/errors.ts';
import { actorOf } from '../../../identity/actor.ts';
import { accessOf } from '../../plugins/app/authentication.ts';
import { SiteAnswer, siteAnswer } from '../../sites/site-answer.ts';
import { askConfirmation, NewSiteBody, newSiteInput, refusedField, refuseProblems } from '../../sites/site-body.ts';
import { siteRecorder } from '../../sites/site-recorder.ts';
import { inTurn } from '../../sites/site-turn.ts';
import { writerOf } from '../../writer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, SiteAnswer, NewSiteBody);
  app.post(
    '/v1/sites',
    {
      config: {
        scopes: ['sites:write'],
        answerHeaders: { 201: ['etag', 'location'] },
        problems: [
          'role_missing',
          'conflict',
          'confirmation_needed',
          'value_refused',
          'counters_off',
          'counters_denied',
          'source_unavailable',
        ],
      },
      schema: {
        summary: 'Adds a site',
        description:
          'Needs a Grafana user (X-Vigie-User, X-Vigie-Role) whose role the rules let write. ' +
          'A name or code that looks like another one is answered `confirmation_needed` until the body says `confirm`.',
        tags: ['sites'],
        body: ref(NewSiteBody),
        response: { 201: ref(SiteAnswer) },
      },
    },
    async (request, reply) => {
      const { services } = app.vigie;
      const access = accessOf(request);
      const writer = writerOf(request.headers, services.rules.grafana.writers);
      const input = newSiteInput(request.body);
      refuseProblems(checkNewSite(input));
      if (request.body.confirm !== true) {
        askConfirmation(findLookalikes(input, await inTurn(app, request, reply, (own) => readSites(own, access))));
      }
      const record = siteRecorder(services.db, actorOf(access, writer), 'site.create');
      const created = await inTurn(app, request, reply, (own) => createSite(own, access, input, new Date(), record));
      if (created.outcome === 'forbidden') {
        throw new VigieError(
          'scope_missing',
          {
            fr: 'Ce jeton ne peut ajouter de compteur à cette entreprise.',
            en: 'This token may not add sites to this enterprise.',
          },
          { refusal: { reason: 'enterprise_outside', enterprise: input.enterprise } }
        );
      }
      if (created.outcome === 'exists') {
        const { enterprise, code } = created.as;
        const same = enterprise === input.enterprise && code === input.code;
        throw new VigieError(
          'conflict',
          same
            ? {
                fr: 'Un compteur de cette entreprise avec ce code existe déjà : modifiez celui-là.',
                en: 'A site with this enterprise and this code exists already: change that one.',
              }
            : {
                fr: `Pour la table, cette entreprise et ce code sont égaux à « ${enterprise} » ${code}, qui existe déjà : modifiez celui-là.`,
                en: `The table holds this enterprise and this code equal to "${enterprise}" ${code}, which exists already: change that one.`,
              }
        );
      }
      if (created.outcome === 'refused') {
        throw refusedField(created.problem);
      }
      const { site, etag } = created.after;
      const answer = siteAnswer(site);
      return reply.code(201).header('etag', etag).header('location', `/v1/sites/${answer.id}`).send(answer);
    }
  );
};

export default route;

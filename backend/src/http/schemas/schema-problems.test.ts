import assert from 'node:assert/strict';
import { test } from 'node:test';

import fastify from 'fastify';
import { type TObject, Type } from 'typebox';

import { toProblem } from '../problem.ts';

const Form = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 5, pattern: '^[a-z]+$' }),
    kind: Type.Optional(Type.Enum(['atera', 'odoo'])),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    tags: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2, uniqueItems: true })),
    city: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    'a/b~c': Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false }
);

/** The problem that a body gets from Fastify's own checks. */
async function problemOf(body: unknown, schema: TObject = Form) {
  await using app = fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } });
  app.setErrorHandler((error, _request, reply) => reply.code(400).send(toProblem(error, { id: '1', path: '/' })));
  app.post('/', { schema: { body: schema } }, () => 'ok');
  const answer = await app.inject({ method: 'POST', url: '/', body: body as object });
  return answer.json<ReturnType<typeof toProblem>>();
}

for (const [body, field, fr, en] of [
  [{}, 'name', 'manque', 'is missing'],
  [{ name: 'ab', Kind: 'atera' }, 'Kind', 'n’est pas connu ici', 'is not known here'],
  [{ name: 1 }, 'name', 'doit être un texte', 'must be a text'],
  [{ name: 'a' }, 'name', 'doit avoir au moins 2 caractère(s)', 'must have at least 2 character(s)'],
  [{ name: 'abcdef' }, 'name', 'doit avoir au plus 5 caractère(s)', 'must have at most 5 character(s)'],
  [{ name: 'AB' }, 'name', 'doit être de la forme ^[a-z]+$', 'must have the form ^[a-z]+$'],
  [{ name: 'ab', kind: 'jira' }, 'kind', 'doit être l’un de atera, odoo', 'must be one of atera, odoo'],
  [{ name: 'ab', count: 1.5 }, 'count', 'doit être un nombre entier', 'must be a whole number'],
  [{ name: 'ab', count: 0 }, 'count', 'doit valoir au moins 1', 'must be at least 1'],
  [{ name: 'ab', count: 10 }, 'count', 'doit valoir au plus 9', 'must be at most 9'],
  [{ name: 'ab', tags: [] }, 'tags', 'doit avoir au moins 1 élément(s)', 'must have at least 1 item(s)'],
  [{ name: 'ab', tags: ['x', 'x'] }, 'tags', 'contient deux fois le même élément', 'holds the same item twice'],
  [{ name: 'ab', tags: ['x', 2] }, 'tags[1]', 'doit être un texte', 'must be a text'],
  [{ name: 'ab', 'a/b~c': 'yes' }, 'a/b~c', 'doit être true ou false', 'must be true or false'],
] as const) {
  test(`refuses ${JSON.stringify(body)} with the field and a sentence in both languages`, async () => {
    const { status, code, text, detail, errors } = await problemOf(body);
    assert.deepEqual([status, code], [400, 'invalid_request']);
    assert.deepEqual(errors, [{ field, message: en, text: { fr, en } }]);
    assert.equal(text.fr, `Le corps de la requête ne convient pas : ${field} ${fr}.`);
    assert.equal(detail, `The body of the request is not right: ${field} ${en}.`);
  });
}

test('names each alternative of a union that a value does not fit', async () => {
  const { text } = await problemOf({ name: 'ab', city: 3 });
  assert.equal(text.fr, 'Le corps de la requête ne convient pas : city doit être un texte, city doit être null.');
});

test('names the whole body where it is no object', async () => {
  const { errors } = await problemOf([]);
  assert.deepEqual(
    errors?.map(({ field, message }) => [field, message]),
    [['', 'must be an object']]
  );
});

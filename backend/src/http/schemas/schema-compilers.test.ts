import assert from 'node:assert/strict';
import { test } from 'node:test';

import fastify from 'fastify';

import { compilersOnFirstUse } from './schema-compilers.ts';

const appOnFirstUse = () => fastify({ schemaController: { compilersFactory: compilersOnFirstUse() } });

test('compiles no schema before a request needs it', async () => {
  await using app = appOnFirstUse();
  // Ajv and the serializer both fail to compile it.
  const unknown = { $ref: 'nowhere#' };
  app.post('/body', { schema: { body: unknown } }, () => 'read');
  app.get('/answer', { schema: { response: { 200: unknown } } }, () => ({}));
  app.get('/fine', { schema: { response: { 200: { type: 'object' } } } }, () => ({}));
  await app.ready();
  assert.equal((await app.inject('/fine')).statusCode, 200);
  assert.equal((await app.inject({ method: 'POST', url: '/body', payload: {} })).statusCode, 500);
  assert.equal((await app.inject('/answer')).statusCode, 500);
});

test('tells what is wrong with each request, and with none after it', async () => {
  await using app = appOnFirstUse();
  app.addSchema({ $id: 'shop', type: 'object', required: ['code'], properties: { code: { type: 'integer' } } });
  app.post('/shops', { schema: { body: { $ref: 'shop#' } } }, ({ body }) => body);
  const answerTo = async (payload: object) => {
    const answer = await app.inject({ method: 'POST', url: '/shops', payload });
    return [answer.statusCode, answer.json<{ message?: string }>().message];
  };
  assert.deepEqual(await answerTo({}), [400, "body must have required property 'code'"]);
  assert.deepEqual(await answerTo({ code: 1 }), [200, undefined]);
  assert.deepEqual(await answerTo({ code: 'one' }), [400, 'body/code must be integer']);
});

test('leaves out of an answer what its schema does not have', async () => {
  await using app = appOnFirstUse();
  app.addSchema({ $id: 'shop', type: 'object', properties: { code: { type: 'integer' } } });
  app.get('/shop', { schema: { response: { 200: { $ref: 'shop#' } } } }, () => ({ code: 1, secret: 'x' }));
  for (const time of ['first', 'second']) {
    assert.deepEqual((await app.inject('/shop')).json(), { code: 1 }, time);
  }
});

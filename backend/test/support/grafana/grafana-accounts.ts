import type { FastifyInstance } from 'fastify';

import type { FakeOrgs } from './grafana-org-routes.ts';

interface NewUser {
  login: string;
  email: string;
  name: string;
  password: string;
}

type OrgUser = { Params: { org: number; id: number }; Body: { role: string } };

/**
 * Accounts of Grafana 12.2 with `auto_assign_org` off, after `pkg/api/admin_users.go` and `pkg/services/user/userimpl/user.go`: a
 * new user gets an organisation of their own, named after their address.
 */
export function routeAccounts(app: FastifyInstance, orgs: FakeOrgs): void {
  app.get<{ Querystring: { loginOrEmail: string } }>('/api/users/lookup', async ({ query }, reply) => {
    const wanted = query.loginOrEmail.toLowerCase();
    return (
      orgs.users.find(({ login, email }) => [login, email].some((each) => each.toLowerCase() === wanted)) ??
      reply.code(404).send({ message: 'user not found' })
    );
  });
  app.get<{ Params: { name: string } }>('/api/orgs/name/:name', async ({ params }, reply) => {
    const org = orgs.all().find(({ name }) => name === params.name);
    return org ? { id: org.id, name: org.name } : reply.code(404).send({ message: 'Organization not found' });
  });
  app.post<{ Body: NewUser }>('/api/admin/users', async ({ body }, reply) => {
    const { login, email, password } = body;
    if (orgs.users.some((user) => user.login === login || user.email === email)) {
      return reply.code(412).send({ message: `User with email '${email}' or username '${login}' already exists` });
    }
    if (password.length < 4) {
      return reply.code(400).send({ message: 'Password is missing or too short' });
    }
    if (orgs.all().some(({ name }) => name === email)) {
      return reply.code(409).send({ message: 'Organization name is taken' });
    }
    const user = { id: Math.max(...orgs.users.map(({ id }) => id)) + 1, login, email, isGrafanaAdmin: false };
    orgs.users.push(user);
    orgs.add(email, { adminId: user.id });
    return { id: user.id, message: 'User created' };
  });
  app.delete<{ Params: { id: number } }>('/api/admin/users/:id', async ({ params }, reply) => {
    const index = orgs.users.findIndex(({ id }) => id === Number(params.id));
    if (index < 0) {
      return reply.code(404).send({ message: 'user not found' });
    }
    orgs.users.splice(index, 1);
    orgs.all().forEach(({ members }) => members.delete(Number(params.id)));
    return { message: 'User deleted' };
  });
  app.get<{ Params: { id: number } }>('/api/users/:id/orgs', async ({ params }) => orgs.placesOf(Number(params.id)));
  app.post<{ Params: { id: number; org: number } }>('/api/users/:id/using/:org', async ({ params }, reply) =>
    orgs.placesOf(Number(params.id)).some(({ orgId }) => orgId === Number(params.org))
      ? { message: 'Active organization changed' }
      : reply.code(401).send({ message: 'Not a valid organization' })
  );
  app.post<{ Params: { org: number }; Body: { loginOrEmail: string; role: string } }>(
    '/api/orgs/:org/users',
    async ({ params, body }, reply) => {
      const org = orgs.all().find(({ id }) => id === Number(params.org));
      const user = orgs.users.find(({ login }) => login === body.loginOrEmail);
      if (org === undefined || user === undefined) {
        return reply.code(404).send({ message: 'user not found' });
      }
      if (org.members.has(user.id)) {
        return reply.code(409).send({ message: 'User is already member of this organization' });
      }
      org.members.set(user.id, body.role);
      return { message: 'User added to organization', userId: user.id };
    }
  );
  app.patch<OrgUser>('/api/orgs/:org/users/:id', async ({ params, body }) => {
    orgs
      .all()
      .find(({ id }) => id === Number(params.org))
      ?.members.set(Number(params.id), body.role);
    return { message: 'Organization user updated' };
  });
  app.delete<OrgUser>('/api/orgs/:org/users/:id', async ({ params }) => {
    orgs
      .all()
      .find(({ id }) => id === Number(params.org))
      ?.members.delete(Number(params.id));
    return { message: 'User removed from organization' };
  });
}

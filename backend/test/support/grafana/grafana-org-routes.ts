import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { FakeOrg, type FakeUser } from './grafana-org.ts';

interface OrgAddress {
  Params: { id: number };
}

/**
 * Organisations and users of Grafana 12.2, after `pkg/api/org.go`, `org_users.go` and `pkg/services/org/orgimpl/store.go`:
 * who makes an organisation is its admin; a server admin who is no member may not even read in it.
 */
export class FakeOrgs {
  readonly users: FakeUser[] = [{ id: 1, login: 'admin', email: 'admin@localhost', isGrafanaAdmin: true }];
  readonly #orgs = new Map<number, FakeOrg>();
  #lastId = 0;

  /** Makes an organisation, as somebody in Grafana's screens would. */
  add(name: string, { adminId = 1 }: { adminId?: number } = {}): FakeOrg {
    this.#lastId += 1;
    const org = new FakeOrg(this.#lastId, name);
    org.members.set(adminId, 'Admin');
    this.#orgs.set(org.id, org);
    return org;
  }

  /** Gives somebody an account in an organisation. */
  addUser(login: string, org: FakeOrg, role: string): FakeUser {
    const user = { id: this.users.length + 1, login, email: `${login}@example.com`, isGrafanaAdmin: false };
    this.users.push(user);
    org.members.set(user.id, role);
    return user;
  }

  /** As a server admin would in Grafana's screens. */
  remove({ id }: FakeOrg): void {
    this.#orgs.delete(id);
  }

  all(): FakeOrg[] {
    return [...this.#orgs.values()];
  }

  /** @throws when there is none of that name */
  named(name: string): FakeOrg {
    const org = this.all().find((each) => each.name === name);
    if (org === undefined) {
      throw new Error(
        `no organisation ${name} among ${this.all()
          .map((each) => each.name)
          .join(', ')}`
      );
    }
    return org;
  }

  /** The organisations that an account is in. */
  placesOf(userId: number): { orgId: number; name: string; role: string }[] {
    return this.all().flatMap(({ id, name, members }) => {
      const role = members.get(userId);
      return role === undefined ? [] : [{ orgId: id, name, role }];
    });
  }

  /** The organisation of a request; undefined when the asking user is not in it. */
  of({ headers }: FastifyRequest): FakeOrg | undefined {
    const org = this.#orgs.get(Number(headers['x-grafana-org-id'] ?? 1));
    return org?.members.get(1) === 'Admin' ? org : undefined;
  }

  route(app: FastifyInstance): void {
    app.get('/api/user', async () => this.users[0]);
    app.get('/api/user/orgs', async () => this.placesOf(1));
    app.get<OrgAddress>(
      '/api/users/:id',
      async ({ params }, reply) =>
        this.users.find(({ id }) => id === Number(params.id)) ?? reply.code(404).send({ message: 'user not found' })
    );
    app.get<{ Querystring: { perpage?: string; page?: string } }>('/api/orgs', async ({ query }) => {
      const [size, page] = [Number(query.perpage ?? 1000), Number(query.page ?? 0)];
      return this.all()
        .map(({ id, name }) => ({ id, name }))
        .slice(page * size, (page + 1) * size);
    });
    app.post<{ Body: { name: string } }>('/api/orgs', async ({ body }, reply) => {
      if (this.#isTaken(body.name)) {
        return reply.code(409).send({ message: 'Organization name taken' });
      }
      return { message: 'Organization created', orgId: this.add(body.name).id };
    });
    this.#routeOne(app);
  }

  #routeOne(app: FastifyInstance): void {
    const path = '/api/orgs/:id';
    const found = ({ params }: FastifyRequest<OrgAddress>): FakeOrg | undefined => this.#orgs.get(Number(params.id));
    app.get<OrgAddress>(path, async (request, reply) => {
      const org = found(request);
      return org ? { id: org.id, name: org.name, address: {} } : notFound(reply);
    });
    app.put<OrgAddress & { Body: { name: string } }>(path, async (request, reply) => {
      const org = found(request);
      if (org === undefined) {
        return reply.code(500).send({ message: 'Failed to update organization' });
      }
      if (this.#isTaken(request.body.name, org)) {
        return reply.code(400).send({ message: 'Organization name taken' });
      }
      org.name = request.body.name;
      return { message: 'Organization updated' };
    });
    app.delete<OrgAddress>(path, async (request, reply) => {
      const org = found(request);
      if (org === undefined) {
        return notFound(reply);
      }
      if (Number(request.headers['x-grafana-org-id'] ?? 1) === org.id) {
        return reply.code(400).send({ message: 'Cannot delete your active organization.' });
      }
      this.#orgs.delete(org.id);
      return { message: 'Organization deleted' };
    });
    app.get<OrgAddress>(`${path}/users`, async (request, reply) => {
      const org = found(request);
      return org
        ? [...org.members].map(([userId, role]) => ({ orgId: org.id, userId, role }))
        : reply.code(403).send({ message: 'Access denied' });
    });
  }

  /** SQLite and PostgreSQL compare names byte for byte. */
  #isTaken(name: string, self?: FakeOrg): boolean {
    return this.all().some((org) => org !== self && org.name === name);
  }
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ message: 'Organization not found' });
}

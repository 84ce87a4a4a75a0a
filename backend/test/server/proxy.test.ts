import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import test, { type TestContext } from 'node:test';

import { createGrafanaClient, GrafanaUnreachableError } from '../../src/grafana/api/client.ts';
import { checkLinks } from '../../src/grafana/api/link-check.ts';
import { AteraError } from '../../src/upstreams/atera/error.ts';
import { failureOf } from '../support/store/failure.ts';
import { ateraClient, withAtera } from '../support/upstreams/atera.ts';

const CALL = { priority: 'refresh' } as const;

/** A forward proxy that notes what it is asked for; with `refuse`, it answers everything with that status. */
async function withProxy(t: TestContext, { refuse }: { refuse?: number } = {}) {
  const seen: { method: string; target: string; authorization: string | undefined }[] = [];
  const note = (method: string, target: string, authorization: string | undefined): void =>
    void seen.push({ method, target, authorization });
  const server = createServer((incoming, outgoing) => {
    note(incoming.method ?? '', incoming.url ?? '', incoming.headers['proxy-authorization']);
    if (refuse !== undefined) {
      outgoing.writeHead(refuse).end();
      return;
    }
    const headers = { ...incoming.headers };
    delete headers['proxy-authorization'];
    const onward = request(incoming.url ?? '', { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on('connect', (incoming, socket) => {
    note('CONNECT', incoming.url ?? '', incoming.headers['proxy-authorization']);
    if (refuse !== undefined) {
      socket.end(`HTTP/1.1 ${refuse} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host, port] = (incoming.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: `http://vigie:hush-hush@${host}`, seen };
}

/** Sets variables of this process for the length of the test: undici reads them there. */
function withVariables(t: TestContext, variables: Record<string, string>): void {
  const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];
  const before = names.map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  };
  names.forEach((name) => set(name, variables[name]));
  t.after(() => before.forEach(([name, value]) => set(name, value)));
}

test('requests go through the proxy of HTTP_PROXY with its credentials', async (t) => {
  const [proxy, simulator] = [await withProxy(t), await withAtera(t)];
  withVariables(t, { HTTP_PROXY: proxy.url });
  assert.equal((await ateraClient(t, simulator).account(CALL)).plan, 'Expert');
  assert.deepEqual(proxy.seen[0], {
    method: 'GET',
    target: `${simulator.url}/api/v3/account`,
    authorization: `Basic ${Buffer.from('vigie:hush-hush').toString('base64')}`,
  });
});

test('NO_PROXY is obeyed, and lower case wins', async (t) => {
  const [proxy, simulator] = [await withProxy(t), await withAtera(t)];
  withVariables(t, { HTTP_PROXY: proxy.url, NO_PROXY: 'example.com,127.0.0.1' });
  await ateraClient(t, simulator).account(CALL);
  withVariables(t, { http_proxy: '', HTTP_PROXY: proxy.url });
  await ateraClient(t, simulator).account(CALL);
  assert.deepEqual(proxy.seen, []);
});

test('an https:// address is reached through a tunnel of HTTPS_PROXY, whose refusal names the variable', async (t) => {
  const proxy = await withProxy(t, { refuse: 403 });
  withVariables(t, { HTTPS_PROXY: proxy.url });
  const client = ateraClient(t, await withAtera(t), { url: 'https://atera.invalid' });
  const error = await failureOf(client.account(CALL), AteraError);
  assert.match(
    error.message,
    new RegExp(
      `the proxy http://${proxy.host} that HTTPS_PROXY names refuses the way \\(403\\): allow atera.invalid there`
    )
  );
  assert.doesNotMatch(error.message, /hush-hush/);
  assert.deepEqual([proxy.seen[0]?.method, proxy.seen[0]?.target], ['CONNECT', 'atera.invalid:443']);
});

test('a proxy that wants other credentials, and one that is not there, are named with the variable', async (t) => {
  const simulator = await withAtera(t);
  for (const [url, refuse] of [
    ['https://atera.invalid', 407],
    [simulator.url, 407],
  ] as const) {
    const proxy = await withProxy(t, { refuse });
    withVariables(t, { HTTP_PROXY: proxy.url });
    const error = await failureOf(ateraClient(t, simulator, { url }).account(CALL), AteraError);
    assert.match(error.message, /that HTTP_PROXY names wants a user name and password \(407\)/);
  }
  withVariables(t, { HTTP_PROXY: 'http://vigie:hush-hush@127.0.0.1:9' });
  const gone = await failureOf(ateraClient(t, simulator).account(CALL), AteraError);
  assert.match(gone.message, /the proxy http:\/\/127.0.0.1:9 that HTTP_PROXY names cannot be reached/);
});

test('the size of an answer is limited through a proxy as well', async (t) => {
  const [proxy, simulator] = [await withProxy(t), await withAtera(t)];
  withVariables(t, { HTTP_PROXY: proxy.url });
  const error = await failureOf(ateraClient(t, simulator, { maxBodyBytes: 10 }).account(CALL), AteraError);
  assert.match(error.message, /more than 10 bytes/);
  assert.ok(proxy.seen.length > 0);
});

test("the command line's requests to Grafana go through the proxy", async (t) => {
  const proxy = await withProxy(t, { refuse: 500 });
  withVariables(t, { HTTP_PROXY: proxy.url });
  const grafana = createGrafanaClient({ url: 'http://grafana.invalid:3000', user: 'admin', password: 'x' });
  await assert.rejects(grafana.get('/api/orgs'), /500/);
  await assert.rejects(checkLinks(grafana, 'token'), /answers, but not as Grafana does/);
  assert.equal(proxy.seen.length, 2);
  for (const { target } of proxy.seen) {
    assert.match(target, /grafana\.invalid:3000/);
  }
});

test('a Grafana that cannot be reached by way of a proxy is reported with its variable', async (t) => {
  withVariables(t, { HTTP_PROXY: 'http://vigie:hush-hush@127.0.0.1:9' });
  const grafana = createGrafanaClient({ url: 'http://grafana.invalid:3000', user: 'admin', password: 'x' });
  for (const asked of [grafana.get('/api/orgs'), checkLinks(grafana, 'token')]) {
    const { text } = await failureOf(asked, GrafanaUnreachableError);
    assert.match(text.en, /does it run, and is GRAFANA_URL right\? Check the proxy that HTTP_PROXY names as well/);
    assert.match(
      text.fr,
      /tourne-t-il, et GRAFANA_URL est-elle juste \? Vérifiez aussi le mandataire que nomme HTTP_PROXY/
    );
    assert.doesNotMatch(text.en, /hush-hush/);
  }
});

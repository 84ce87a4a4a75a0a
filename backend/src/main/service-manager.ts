import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Tells systemd that the server answers, where it waits for that (`Type=notify` in packaging/systemd/vigie.service): what is
 * ordered after the service, such as Grafana, then finds it ready. Node.js has no datagrams over Unix sockets of its own.
 * https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
 *
 * @throws Error when systemd waits and cannot be reached
 */
export async function tellServiceManager(env: NodeJS.ProcessEnv): Promise<void> {
  if (env['NOTIFY_SOCKET'] !== undefined) {
    await promisify(execFile)('systemd-notify', ['--ready'], { env });
  }
}

import { NO_COMMAND, vigie } from '../support/command.ts';
import { expect, test } from '../support/fixtures.ts';
import { readMails } from '../support/mailbox.ts';
import { picture } from '../support/pictures.ts';

const PAGE = '/a/agitel-vigie-app/reports';

test('the page Rapports shows what was sent, previews a mail as it was sent, and sends it again', async ({
  page,
  stack,
}) => {
  test.skip(!stack.backendVariables, NO_COMMAND);
  test.setTimeout(180_000);
  const mails = async () =>
    (await readMails(stack.mails ?? '')).filter(({ to }) => to.includes('direction@bash.example'));
  const sent = await vigie(stack, ['report', 'send', 'mois', '--enterprise', 'BASH']);
  expect(`${sent.exitCode} ${sent.stderr}`).toBe('0 ');
  const [mail] = await mails();

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(PAGE);
  const line = page.getByRole('row', { name: /mois · BASH/ });
  await expect(line).toContainText('Envoyé');
  await expect(line).toContainText('direction@bash.example');
  await expect(page.getByRole('row', { name: /^semaine/ })).toContainText('0 8 * * 1 · Europe/Paris');
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: picture('rapports.png') });

  await line.getByRole('button', { name: /^Aperçu de/ }).click();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('BASH').first()).toBeVisible();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(mail?.subject ?? 'no mail').first()).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    drawer.getByRole('button', { name: /\.pdf$/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  await page.screenshot({ path: picture('rapports-apercu.png') });
  await page.keyboard.press('Escape');

  await line.getByRole('button', { name: /^Renvoyer/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Renvoyer' }).click();
  await expect.poll(async () => (await mails()).length, { timeout: 60_000 }).toBe(2);
  await expect(line).toContainText('demandé par admin');
});

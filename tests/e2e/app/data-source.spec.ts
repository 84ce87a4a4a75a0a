import { expect, test } from '../support/plugin-fixtures.ts';

const TYPE = 'agitel-vigie-datasource';

test('the settings of a new data source are saved, and the health check names what the token may see', async ({
  createDataSourceConfigPage,
  page,
  stack,
}) => {
  const settings = await createDataSourceConfigPage({ type: TYPE, name: 'Vigie, par les réglages' });
  await page.locator('#vigie-backend-url').fill(stack.backendUrl);
  await page.locator('#vigie-token').fill(stack.token);
  await expect(settings.saveAndTest()).toBeOK();
  await expect(settings).toHaveAlert('success', { hasText: 'répond' });

  // The token is stored, and never comes back.
  await page.reload();
  await expect(page.locator('#vigie-backend-url')).toHaveValue(stack.backendUrl);
  await expect(page.locator('#vigie-token')).toBeDisabled();
  expect(await page.content()).not.toContain(stack.token);
});

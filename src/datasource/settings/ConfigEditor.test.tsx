import type { DataSourceSettings } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import React, { useState } from 'react';

import type { VigieOptions, VigieSecureOptions } from '../types';
import { ConfigEditor } from './ConfigEditor';

type Settings = DataSourceSettings<VigieOptions, VigieSecureOptions>;

const SETTINGS = {
  uid: 'vigie',
  url: '',
  jsonData: {},
  secureJsonData: {},
  secureJsonFields: {},
  readOnly: false,
} as Settings;

/** Shows the editor as Grafana's settings page does: it gets back what it changes. */
function setup(overrides: Partial<Settings> = {}) {
  const onOptionsChange = jest.fn();
  function Page() {
    const [options, setOptions] = useState<Settings>({ ...SETTINGS, ...overrides });
    const store = (changed: Settings) => {
      onOptionsChange(changed);
      setOptions(changed);
    };
    return <ConfigEditor options={options} onOptionsChange={store} />;
  }
  render(<Page />);
  const last = (): Settings => onOptionsChange.mock.lastCall[0];
  return { user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }), onOptionsChange, last };
}

const address = () => screen.getByLabelText(/Backend address/);
const unencrypted = () => screen.queryByRole('alert', { name: 'The token crosses the network unencrypted' });
const incomplete = () => screen.queryByRole('alert', { name: 'Client certificate and key go together' });

describe('the backend’s address', () => {
  it('goes into jsonData, and url stays empty', async () => {
    const { user, onOptionsChange, last } = setup({ jsonData: { timeoutSeconds: 10 } });
    await user.type(address(), ' https://vigie.example.org/base ');
    expect(last().jsonData).toEqual({ timeoutSeconds: 10, backendUrl: 'https://vigie.example.org/base' });
    expect(onOptionsChange.mock.calls.every(([options]) => options.url === '')).toBe(true);
    expect(address()).toBeValid();
  });

  it.each([
    ['localhost:8787', 'The address must start with http:// or https:// and name a host.'],
    ['https://', 'The address must start with http:// or https:// and name a host.'],
    ['ftp://vigie.example.org', 'The address must start with http:// or https:// and name a host.'],
    ['https://user:secret@vigie.example.org', 'No user name or password here: the token is all Vigie needs.'],
    ['https://vigie.example.org/?a=b', 'Take out the ? or # and all that follows.'],
  ])('%s is refused while it is typed', async (text, message) => {
    const { user } = setup();
    await user.type(address(), text);
    expect(screen.getByText(message)).toBeInTheDocument();
    expect(address()).toBeInvalid();
  });

  it('is asked for when it is missing', () => {
    setup();
    expect(screen.getByText('The address is missing.')).toBeInTheDocument();
  });

  it('warns about a token that crosses the network in clear', () => {
    setup({ jsonData: { backendUrl: 'http://vigie.example.org' } });
    expect(unencrypted()).toBeInTheDocument();
  });

  it.each(['http://127.0.0.1:8787', 'http://localhost:8787', 'http://[::1]:8787', 'https://vigie.example.org'])(
    'does not warn about %s',
    (backendUrl) => {
      setup({ jsonData: { backendUrl } });
      expect(unencrypted()).not.toBeInTheDocument();
    }
  );
});

describe('the token', () => {
  it('goes into the secure settings, without the spaces of a paste', async () => {
    const { user, last } = setup();
    await user.click(screen.getByLabelText(/^Token/));
    await user.paste(' vig_abc \n');
    expect(last().secureJsonData).toEqual({ token: 'vig_abc' });
    expect(last().jsonData).toEqual({});
    expect(screen.getByLabelText(/^Token/)).toHaveAttribute('type', 'password');
  });

  it('that is stored is not shown, and can be replaced', async () => {
    const { user, last } = setup({ secureJsonFields: { token: true, tlsCACert: true } });
    expect(screen.getByLabelText(/^Token/)).toBeDisabled();
    await user.click(screen.getAllByRole('button', { name: 'Reset' })[0]!);
    expect(last().secureJsonFields).toEqual({ token: false, tlsCACert: true });
    await user.type(screen.getByLabelText(/^Token/), 'vig_new');
    expect(last().secureJsonData).toMatchObject({ token: 'vig_new' });
  });

  it('says where it comes from', () => {
    setup();
    expect(screen.getByText('vigie token create --name grafana --scopes tickets:read')).toBeInTheDocument();
  });
});

describe('the other settings', () => {
  it('hold the timeout as a number, and nothing when it is emptied', async () => {
    const { user, last } = setup();
    await user.type(screen.getByLabelText('Timeout in seconds'), '45');
    expect(last().jsonData.timeoutSeconds).toBe(45);
    await user.clear(screen.getByLabelText('Timeout in seconds'));
    expect(last().jsonData.timeoutSeconds).toBeUndefined();
  });

  it.each([0, 601])('refuse a timeout of %d seconds', (timeoutSeconds) => {
    setup({ jsonData: { timeoutSeconds } });
    expect(screen.getByText('Between 1 and 600 seconds.')).toBeInTheDocument();
  });

  it('hold certificates as secrets and the server name in clear', async () => {
    const { user, last } = setup();
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    await user.click(screen.getByLabelText(/^CA certificate/));
    await user.paste(pem);
    await user.type(screen.getByLabelText(/^Server name/), 'vigie.internal');
    expect(last().secureJsonData).toEqual({ tlsCACert: pem });
    expect(last().jsonData).toEqual({ serverName: 'vigie.internal' });
  });

  it('refuse a text that is no PEM', async () => {
    const { user } = setup();
    await user.type(screen.getByLabelText('Client key'), 'MIIB');
    expect(screen.getByText(/This is no PEM text/)).toBeInTheDocument();
  });

  it('say that a client certificate needs its key, and the other way round', async () => {
    const { user } = setup({ secureJsonFields: { tlsClientKey: true } });
    expect(incomplete()).toHaveTextContent('Add the certificate, or take the key out.');
    await user.type(screen.getByRole('textbox', { name: /^Client certificate/ }), '-----BEGIN CERTIFICATE-----');
    expect(incomplete()).not.toBeInTheDocument();
  });

  it('cannot be changed when the data source is provisioned', () => {
    setup({ readOnly: true });
    [...screen.getAllByRole('textbox'), ...screen.getAllByRole('spinbutton')].forEach((control) =>
      expect(control).toBeDisabled()
    );
    expect(screen.getByLabelText(/^Token/)).toBeDisabled();
  });
});

import { type AppRootProps, OrgRole } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';

import { logInAs, serve } from '../test/grafana';
import App from './App';

jest.mock('@grafana/runtime', () => jest.requireActual('../test/runtimeWithPage').runtimeWithPage());

function Address() {
  return <output>{useLocation().pathname}</output>;
}

/** Mounts the app where Grafana mounts it. */
function openAt(path: string) {
  serve(() => ({ data: {} }));
  render(
    <MemoryRouter initialEntries={[path]} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <Address />
      <Routes>
        <Route path="/a/agitel-vigie-app/*" element={<App {...({} as AppRootProps)} />} />
        <Route path="/" element={<p>Home page of the organisation</p>} />
      </Routes>
    </MemoryRouter>
  );
}

beforeEach(() => logInAs(OrgRole.Viewer));

describe('App', () => {
  it.each([
    ['sites', 'Counters'],
    ['alerts', 'Alerts'],
    ['status', 'Status'],
  ])('shows a page at %s', async (path, title) => {
    openAt(`/a/agitel-vigie-app/${path}`);
    expect(await screen.findByRole('heading', { name: title })).toBeInTheDocument();
  });

  it.each(['/a/agitel-vigie-app/home', '/a/agitel-vigie-app', '/a/agitel-vigie-app/gone'])(
    'leads from %s to the home page of the organisation',
    async (path) => {
      openAt(path);
      expect(await screen.findByText('Home page of the organisation')).toBeInTheDocument();
      expect(screen.getByText('/')).toBeInTheDocument();
    }
  );
});

import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { setBackendSrv, type BackendSrv } from '@grafana/runtime';
import App from './App';

function Address() {
  return <output>{useLocation().pathname}</output>;
}

/** Mounts the app where Grafana mounts it. */
function openAt(path: string) {
  setBackendSrv({ get: () => Promise.resolve({}) } as unknown as BackendSrv);
  render(
    <MemoryRouter initialEntries={[path]} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <Address />
      <Routes>
        <Route path="/a/agitel-vigie-app/*" element={<App {...({} as AppRootProps)} />} />
      </Routes>
    </MemoryRouter>
  );
}

describe('App', () => {
  it.each(['/a/agitel-vigie-app/status', '/a/agitel-vigie-app', '/a/agitel-vigie-app/gone'])(
    'shows the status page at %s',
    async (path) => {
      openAt(path);
      expect(await screen.findByText('No source is open to this token')).toBeInTheDocument();
      expect(screen.getByText('/a/agitel-vigie-app/status')).toBeInTheDocument();
    }
  );
});

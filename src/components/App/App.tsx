import React from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import { AccountsPage } from '../../pages/AccountsPage';
import { AlertsPage } from '../../pages/AlertsPage';
import { HomePage } from '../../pages/HomePage';
import { SitesPage } from '../../pages/SitesPage';
import { StatusPage } from '../../pages/StatusPage';

/** The app's pages. */
function App(_: AppRootProps) {
  return (
    <Routes>
      <Route path={ROUTES.home} element={<HomePage />} />
      <Route path={ROUTES.accounts} element={<AccountsPage />} />
      <Route path={ROUTES.sites} element={<SitesPage />} />
      <Route path={ROUTES.alerts} element={<AlertsPage />} />
      <Route path={ROUTES.status} element={<StatusPage />} />
      <Route path="*" element={<Navigate to={`${PLUGIN_BASE_URL}/${ROUTES.home}`} replace />} />
    </Routes>
  );
}

export default App;

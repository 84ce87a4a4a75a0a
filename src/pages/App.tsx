import type { AppRootProps } from '@grafana/data';
import React from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';

import { PLUGIN_BASE_URL, ROUTES } from '../constants';
import { AccountsPage } from './AccountsPage';
import { AlertsPage } from './AlertsPage';
import { HomePage } from './HomePage';
import { ReportsPage } from './ReportsPage';
import { ScreensPage } from './ScreensPage';
import { SitesPage } from './SitesPage';
import { StatusPage } from './StatusPage';

/** The app's pages. */
function App(_: AppRootProps) {
  return (
    <Routes>
      <Route path={ROUTES.home} element={<HomePage />} />
      <Route path={ROUTES.accounts} element={<AccountsPage />} />
      <Route path={ROUTES.sites} element={<SitesPage />} />
      <Route path={ROUTES.alerts} element={<AlertsPage />} />
      <Route path={ROUTES.screens} element={<ScreensPage />} />
      <Route path={ROUTES.reports} element={<ReportsPage />} />
      <Route path={ROUTES.status} element={<StatusPage />} />
      <Route path="*" element={<Navigate to={`${PLUGIN_BASE_URL}/${ROUTES.home}`} replace />} />
    </Routes>
  );
}

export default App;

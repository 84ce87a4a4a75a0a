import React from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import { StatusPage } from '../../pages/StatusPage';

/** The app's pages. */
function App(_: AppRootProps) {
  return (
    <Routes>
      <Route path={ROUTES.status} element={<StatusPage />} />
      <Route path="*" element={<Navigate to={`${PLUGIN_BASE_URL}/${ROUTES.status}`} replace />} />
    </Routes>
  );
}

export default App;

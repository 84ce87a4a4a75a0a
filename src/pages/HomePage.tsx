import React from 'react';
import { Navigate } from 'react-router-dom';

/**
 * Leads to the organisation's home page, which differs: the board in the main one, its counters in an enterprise's. The
 * menu, which is the same in all of them, can name no dashboard.
 */
export function HomePage() {
  return <Navigate to="/" replace />;
}

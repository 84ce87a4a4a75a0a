import { config, getBackendSrv, locationService } from '@grafana/runtime';
import { useEffect } from 'react';
import { lastValueFrom } from 'rxjs';

import { version } from '../../../../package.json';
import { RESOURCES_URL } from '../../../constants';
import { secondsSinceAnswer } from '../../shared/answer/freshness';

/** How often a screen says that it is there. */
const INTERVAL_MS = 60_000;
/** From a page's first sight to its first word: until then it has its data. */
const FIRST_MS = 10_000;

/** How the accounts of screens begin; the backend knows which of them are. */
const SCREEN_LOGIN = /^ecran-/;

/* Kept beside the panels, which a playlist takes down and puts up again: a page that stays 30 seconds must report as well. */
let reportedAt = -Infinity;

/**
 * Tells the backend once a minute what this page shows, when its account is that of an office screen. What fails is left: the
 * next report says it all, and a screen without any is found by that.
 *
 * @param isReporter - of the panels of a page, one
 */
export function usePresence(isReporter: boolean): void {
  useEffect(() => {
    if (!isReporter || !SCREEN_LOGIN.test(config.bootData?.user?.login ?? '')) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout>;
    const wait = (ms: number) => {
      timer = setTimeout(() => {
        reportedAt = performance.now();
        void report();
        wait(INTERVAL_MS);
      }, ms);
    };
    wait(Math.max(FIRST_MS, reportedAt + INTERVAL_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [isReporter]);
}

async function report(): Promise<void> {
  const data = {
    page: /^\/d\/([^/]+)/.exec(locationService.getLocation().pathname)?.[1] ?? '',
    width: Math.round(window.innerWidth),
    height: Math.round(window.innerHeight),
    dataAgeSeconds: secondsSinceAnswer(),
    version,
  };
  const url = `${RESOURCES_URL}/presence`;
  await lastValueFrom(
    getBackendSrv().fetch({ method: 'POST', url, data, showErrorAlert: false, showSuccessAlert: false })
  ).catch(() => undefined);
}

import { config, locationService } from '@grafana/runtime';

const PARAMETER = 'autofitpanels';

/**
 * From now on takes `autofitpanels` out of the address of a window in which panels stand one below the other: Grafana (12.2) reckons
 * there with the rows of the wide page, and stretches its panels without end, to millions of pixels. Everything else of a mode stays.
 */
export function unfitPhones(): void {
  // Grafana's own limit for one column.
  const narrow = window.matchMedia(config.theme2.breakpoints.down('md').replace('@media ', ''));
  const unfit = () => {
    if (narrow.matches && locationService.getSearch().has(PARAMETER)) {
      locationService.partial({ [PARAMETER]: null }, true);
    }
  };
  // Not within a change of the address: those who hear of it later would take the old one for the new.
  const unfitSoon = () => void setTimeout(unfit);
  unfitSoon();
  narrow.addEventListener('change', unfitSoon);
  // A mode that is chosen on a page, or the next page of a playlist.
  locationService.getHistory().listen(unfitSoon);
}

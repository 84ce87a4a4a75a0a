/**
 * The range of pages about now, none of whose panels looks at it. Grafana keeps a page that a playlist leaves and asks again on its
 * return only once a tenth of the page's range has passed since it last asked (`SceneTimeRange.refreshOnActivate` of
 * `@grafana/scenes`), while the timer of {@link REFRESH_MINUTES} starts again with each stay: of a day's range, pages that change
 * every 2 minutes would show figures of three rounds before. No range at all is no choice: Grafana hides its refresh button together
 * with the time picker.
 */
export const LIVE_RANGE = { from: 'now-5m', to: 'now' };

/** How often pages ask again by themselves. */
export const REFRESH_MINUTES = 2;

import type { Tone } from '../shared/tones';
import type { Weekday } from './signals/hours';

/** What an editor chooses for a list. */
export interface ListOptions {
  /** Above the rows, in type that grows with the panel as Grafana's own titles do not. Variables are filled in. */
  heading: string;
  /** Names of the columns in their order; none: every column but the address of the link. */
  columns: string[];
  /**
   * `strip`: the rows side by side, for the state of a few things in one thin line. `tiles`: the values of the first row side by
   * side, each big above its name. `days`: the rows are days, the last one today: its values as tiles, with a bar for each day and the mean
   * of the days before.
   */
  layout: 'rows' | 'strip' | 'tiles' | 'days';
  /**
   * Lines that a long text may have in a row; with one, the same height holds larger type; four are for errors and the like, where there
   * are few rows. In narrow panels rows are cards all the same.
   */
  lines: 1 | 2 | 4;
  /** Names of the columns above them; for screen readers they are always there. */
  showColumnNames: boolean;
  /** Rows shown of those that the dataset has, the first ones and those that call attention; 0: all. */
  mostRows: number;
  /** Said when there is no row; empty: that there is nothing. */
  emptyText: string;
  /** Without rows nothing is shown at all, the heading neither: for what most readers do not have. */
  hiddenWhenEmpty: boolean;
  /**
   * Minutes without a new answer after which a band across the page says so; 0: never. For one panel of a page that is looked at
   * from afar: three times its refresh interval.
   */
  staleAfterMinutes: number;
  /** While a playlist plays, a bar at the foot grows until it goes on to the next page, and pages that it lacks are named. */
  playlistProgress: boolean;
  /** A new critical ticket and a due date that passes blink and sound, on the screens whose address asks for it. */
  signals: boolean;
  /** When that sounds, e.g. `08:00-19:00`, in the time zone of the dashboard; empty: at any time. */
  soundHours: string;
  /** Days of the week on which those hours begin; none: every day. */
  soundDays: Weekday[];
}

/** What an editor chooses for a column. */
export interface ListFieldOptions {
  /** `exact`: date and time in the place of "12 min ago". */
  time?: 'relative' | 'exact';
  /** A figure with a bar, as long as it is beside the greatest one of its column. */
  bar?: boolean;
  /** Colour of a figure from 1 on, or of its bar; a tile is grey at 0. */
  tone?: Tone | 'plain';
  /** Name of a column whose text follows the name of the tile. */
  detail?: string;
}

export const DEFAULT_OPTIONS: ListOptions = {
  heading: '',
  columns: [],
  layout: 'rows',
  lines: 2,
  showColumnNames: true,
  mostRows: 0,
  emptyText: '',
  hiddenWhenEmpty: false,
  staleAfterMinutes: 0,
  playlistProgress: false,
  signals: false,
  soundHours: '',
  soundDays: [],
};

/** How a figure is meant: to be glad of, or to look into. */
export type Tone = 'good' | 'bad' | 'plain';

/** A figure in large type. */
export interface Tile {
  label: string;
  value: string;
  /** Below it, in small type. */
  note: string;
  tone: Tone;
}

/** Bars over days, with a line to compare them with. */
export interface Chart {
  /** Unique in the document: names its picture. */
  id: string;
  /** What it shows, for those who do not see it. */
  alt: string;
  /** Texts below the bars, in order. */
  categories: string[];
  series: ChartSeries[];
}

export interface ChartSeries {
  name: string;
  form: 'bar' | 'line';
  /** One a category; null: nothing is known. */
  values: (number | null)[];
}

export interface TableColumn {
  title: string;
  align: 'left' | 'right';
  /** Share of the table's width. */
  weight: number;
}

/** Part of a report, in the order in which it is read. */
export type Block =
  | { kind: 'tiles'; tiles: Tile[] }
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string; tone: Tone }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'table'; columns: TableColumn[]; rows: string[][] };

/** Rows for a spreadsheet. */
export interface Sheet {
  /** Name of the file, without folder and ending. */
  name: string;
  columns: string[];
  rows: (string | number | boolean | null)[][];
}

/** A report, in one language, before anybody has given it a form. */
export interface ReportDocument {
  language: 'fr-FR' | 'en-US';
  /** Also the subject of the mail. */
  title: string;
  subtitle: string;
  blocks: Block[];
  /** Small type at the end: where the figures come from. */
  footer: string[];
  sheets: Sheet[];
  /** Name of attached files, without ending: letters, digits and dashes. */
  fileName: string;
}

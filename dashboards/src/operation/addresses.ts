/** Uid of the page for those who run Vigie; the same in every language. */
export const OPERATION_PAGE = 'vigie-operation';

/** Name of its panel that alert rules lead to. */
export const OPERATION_FIGURES = 'operation-figures';

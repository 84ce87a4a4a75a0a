import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { type Column, InteractiveTable, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { LabelledValue, narrowHead, narrowRows } from './narrow';

interface Props<Row extends object> {
  /** The first one says what a row is about. */
  columns: Array<Column<Row>>;
  data: Row[];
  getRowId: (row: Row) => string;
  /** Rows of a page; absent: all of them are on one. */
  pageSize?: number;
}

/** Grafana's table, whose rows become cards on a narrow page. */
export function DataTable<Row extends object>({ columns, ...rest }: Props<Row>) {
  const styles = useStyles2(getStyles);
  const labelled = useMemo(() => columns.map(withLabel), [columns]);
  return <InteractiveTable className={styles.table} columns={labelled} {...rest} />;
}

function withLabel<Row extends object>(column: Column<Row>, index: number): Column<Row> {
  const { header, cell } = column;
  return {
    ...column,
    cell: (props) => (
      <LabelledValue label={index > 0 && typeof header === 'string' ? header : undefined}>
        {cell ? cell(props) : props.value}
      </LabelledValue>
    ),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css(narrowRows(theme), narrowHead),
});

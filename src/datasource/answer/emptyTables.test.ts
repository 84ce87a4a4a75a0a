import { FieldType, toDataFrame } from '@grafana/data';

import { withoutEmptyColumns } from './emptyTables';

const frame = (values: string[]) =>
  toDataFrame({ refId: 'A', meta: { notices: [] }, fields: [{ name: 'client', type: FieldType.string, values }] });

it('takes the columns out of answers without rows for a table, and keeps what is said beside them', () => {
  const [empty] = withoutEmptyColumns({ panelPluginId: 'table' }, [frame([])]);
  expect(empty).toMatchObject({ refId: 'A', meta: { notices: [] }, fields: [], length: 0 });
});

it('leaves all columns where one of several answers has rows', () => {
  const frames = [frame([]), frame(['BASH'])];
  expect(withoutEmptyColumns({ panelPluginId: 'table' }, frames)).toEqual(frames);
});

it.each(['stat', 'agitel-vigie-list-panel', undefined])('leaves answers to "%s" as they are', (panelPluginId) => {
  const frames = [frame([])];
  expect(withoutEmptyColumns({ ...(panelPluginId && { panelPluginId }) }, frames)).toEqual(frames);
});

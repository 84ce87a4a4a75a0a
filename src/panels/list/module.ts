import { FieldConfigProperty, FieldType, PanelPlugin, type SelectableValue } from '@grafana/data';
import { initPluginTranslations, t } from '@grafana/i18n';

import { unfitPhones } from '../shared/screen/unfitPhones';
import { ListPanel } from './ListPanel';
import { DEFAULT_OPTIONS, type ListFieldOptions, type ListOptions } from './options';
import { watchPlaylists } from './playlist/tracker';
import pluginJson from './plugin.json';
import { addSignalOptions } from './signals/editor';
import { columnChoices } from './table/columns';

// Grafana loads the dictionary that plugin.json's "languages" name before this module: nothing is left to wait for
// before the first component asks for a text.
void initPluginTranslations(pluginJson.id);

watchPlaylists();
unfitPhones();

export const plugin = new PanelPlugin<ListOptions, ListFieldOptions>(ListPanel)
  .useFieldConfig({
    // What has no effect on a list.
    disableStandardOptions: [
      FieldConfigProperty.Min,
      FieldConfigProperty.Max,
      FieldConfigProperty.Color,
      FieldConfigProperty.Thresholds,
      FieldConfigProperty.NoValue,
    ],
    useCustomConfig: (builder) =>
      builder
        .addSelect({
          path: 'time',
          name: t('editor.time', 'Times'),
          description: t('editor.timeDescription', 'The exact time is always shown on hover'),
          defaultValue: 'relative',
          settings: {
            options: [
              { value: 'relative', label: t('editor.timeRelative', 'Time since then') },
              { value: 'exact', label: t('editor.timeExact', 'Date and time') },
            ],
          },
        })
        .addBooleanSwitch({
          path: 'bar',
          name: t('editor.bar', 'Bar'),
          description: t('editor.barDescription', 'As long as the figure is beside the greatest one of its column'),
          defaultValue: false,
          shouldApply: ({ type }) => type === FieldType.number,
        })
        .addSelect({
          path: 'tone',
          name: t('editor.tone', 'Colour of the figures'),
          description: t('editor.toneDescription', 'From 1 on, and of bars; a tile at 0 is grey'),
          defaultValue: 'plain',
          settings: {
            options: [
              { value: 'plain', label: t('editor.tonePlain', 'None') },
              { value: 'good', label: t('editor.toneGood', 'Green') },
              { value: 'low', label: t('editor.toneLow', 'Blue') },
              { value: 'medium', label: t('editor.toneMedium', 'Yellow') },
              { value: 'high', label: t('editor.toneHigh', 'Orange') },
              { value: 'critical', label: t('editor.toneCritical', 'Red') },
            ],
          },
        })
        .addTextInput({
          path: 'detail',
          name: t('editor.detail', 'Detail of the tile'),
          description: t('editor.detailDescription', 'Name of a column whose text follows the name of the tile'),
          defaultValue: '',
        }),
  })
  .setPanelOptions((builder) => {
    builder
      .addTextInput({
        path: 'heading',
        name: t('editor.heading', 'Heading'),
        description: t(
          'editor.headingDescription',
          'Grows with the panel, unlike its title; leave the title empty then'
        ),
        defaultValue: DEFAULT_OPTIONS.heading,
      })
      .addMultiSelect({
        path: 'columns',
        name: t('editor.columns', 'Columns'),
        description: t('editor.columnsDescription', 'In the order chosen; none: all of them'),
        defaultValue: DEFAULT_OPTIONS.columns,
        settings: {
          allowCustomValue: true,
          options: [],
          // Each choice is one name; Grafana's type takes it for a list of them.
          getOptions: async ({ data }) => columnChoices(data) as unknown as Array<SelectableValue<string[]>>,
        },
      })
      .addRadio({
        path: 'layout',
        name: t('editor.layout', 'Rows'),
        defaultValue: DEFAULT_OPTIONS.layout,
        settings: {
          options: [
            { value: 'rows', label: t('editor.layoutRows', 'One below the other') },
            { value: 'strip', label: t('editor.layoutStrip', 'Side by side') },
            { value: 'tiles', label: t('editor.layoutTiles', 'Values of the first one as tiles') },
            { value: 'days', label: t('editor.layoutDays', 'Days: the last one as tiles, with bars') },
          ],
        },
      })
      .addRadio({
        path: 'lines',
        name: t('editor.lines', 'Lines of a text'),
        description: t('editor.linesDescription', 'One line: larger type, long texts end in dots'),
        defaultValue: DEFAULT_OPTIONS.lines,
        settings: {
          options: [
            { value: 1, label: '1' },
            { value: 2, label: '2' },
            { value: 4, label: '4' },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'showColumnNames',
        name: t('editor.showColumnNames', 'Names of the columns'),
        defaultValue: DEFAULT_OPTIONS.showColumnNames,
      })
      .addNumberInput({
        path: 'mostRows',
        name: t('editor.mostRows', 'Rows at most'),
        description: t('editor.mostRowsDescription', 'The others are looked at for signals; 0: all of them'),
        defaultValue: DEFAULT_OPTIONS.mostRows,
        settings: { min: 0, integer: true },
      })
      .addTextInput({
        path: 'emptyText',
        name: t('editor.emptyText', 'Without rows'),
        description: t(
          'editor.emptyTextDescription',
          'Said when the source has nothing, e.g. “No counter at zero yesterday”'
        ),
        defaultValue: DEFAULT_OPTIONS.emptyText,
      })
      .addBooleanSwitch({
        path: 'hiddenWhenEmpty',
        name: t('editor.hiddenWhenEmpty', 'Nothing without rows'),
        description: t('editor.hiddenWhenEmptyDescription', 'Neither the heading nor a sentence'),
        defaultValue: DEFAULT_OPTIONS.hiddenWhenEmpty,
      })
      .addNumberInput({
        path: 'staleAfterMinutes',
        name: t('editor.staleAfter', 'Band when nothing new comes, after minutes'),
        description: t(
          'editor.staleAfterDescription',
          'Across the page, until data comes again: three refresh intervals; 0 for none'
        ),
        defaultValue: DEFAULT_OPTIONS.staleAfterMinutes,
        settings: { min: 0, integer: true },
      })
      .addBooleanSwitch({
        path: 'playlistProgress',
        name: t('editor.playlistProgress', 'Progress of a playlist'),
        description: t('editor.playlistProgressDescription', 'While one plays: a bar until the next page'),
        defaultValue: DEFAULT_OPTIONS.playlistProgress,
      });
    addSignalOptions(builder);
  });

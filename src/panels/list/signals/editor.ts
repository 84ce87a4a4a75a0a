import type { PanelOptionsEditorBuilder, SelectableValue } from '@grafana/data';
import { t } from '@grafana/i18n';

import { DEFAULT_OPTIONS, type ListOptions } from '../options';
import { type Weekday, WEEKDAYS } from './hours';
import { HoursEditor } from './HoursEditor';
import { SoundTest } from './sound/SoundTest';

/** The options of signals, in a section of their own. */
export function addSignalOptions(builder: PanelOptionsEditorBuilder<ListOptions>): void {
  const category = [t('editor.signalsCategory', 'Signals')];
  const showIf = ({ signals }: ListOptions) => signals;
  builder
    .addBooleanSwitch({
      path: 'signals',
      category,
      name: t('editor.signals', 'Blink and sound'),
      description: t(
        'editor.signalsDescription',
        'For a new critical ticket and a due date that passes, on screens whose address has sound=on'
      ),
      defaultValue: DEFAULT_OPTIONS.signals,
    })
    .addCustomEditor({
      id: 'soundHours',
      path: 'soundHours',
      category,
      name: t('editor.soundHours', 'Hours of the sound'),
      description: t(
        'editor.soundHoursDescription',
        'In the time zone of the dashboard, also 22:00-06:00; empty: always'
      ),
      defaultValue: DEFAULT_OPTIONS.soundHours,
      editor: HoursEditor,
      showIf,
    })
    .addMultiSelect({
      path: 'soundDays',
      category,
      name: t('editor.soundDays', 'Days on which they begin'),
      description: t('editor.soundDaysDescription', 'None: every day'),
      defaultValue: DEFAULT_OPTIONS.soundDays,
      settings: { options: weekdays() },
      showIf,
    })
    .addCustomEditor({
      id: 'soundTest',
      path: 'soundTest',
      category,
      name: t('editor.soundTest', 'Test the sound'),
      editor: SoundTest,
      showIf,
    });
}

/** With their names in the language of the page, which Grafana's own dates do not follow; 1 January 2024 was a Monday. */
function weekdays(): Array<SelectableValue<Weekday[]>> {
  const names = new Intl.DateTimeFormat(t('language', 'en'), { weekday: 'long', timeZone: 'UTC' });
  // Each choice is one day; Grafana's type takes it for a list of them.
  return WEEKDAYS.map((day, index) => ({
    value: day,
    label: names.format(Date.UTC(2024, 0, 1 + index)),
  })) as unknown as Array<SelectableValue<Weekday[]>>;
}

import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { IconButton, Input, Stack, useStyles2 } from '@grafana/ui';
import React, { useRef, useState } from 'react';

import { FormField } from '../components/FormField';
import { addDays, dayText, parseDay } from './days';

interface Props {
  /** `YYYY-MM-DD`; absent as long as it is not known. */
  day: string | undefined;
  /** Undefined: the day before today. */
  onChange: (day: string | undefined) => void;
}

/**
 * A day, typed as `DD/MM/YYYY`, or taken from the browser's own calendar. Not a plain `type="date"`: that one writes dates as
 * the browser's language does, beside a table that writes them in French.
 */
export function DayInput({ day, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const calendar = useRef<HTMLInputElement>(null);
  /** What was typed, as long as it is no day. */
  const [draft, setDraft] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const choose = (chosen: string | undefined) => {
    setDraft(undefined);
    setWrong(false);
    onChange(chosen);
  };
  const type = (text: string) => {
    const typed = parseDay(text);
    if (typed) {
      choose(typed);
    } else {
      setDraft(text);
    }
  };
  const leave = () => (draft?.trim() === '' ? choose(undefined) : setWrong(draft !== undefined));
  const step = (days: number) => day !== undefined && choose(addDays(day, days));
  return (
    <FormField
      label={t('alerts.day', 'Day')}
      problem={wrong ? t('alerts.dayProblem', 'A date like 22/07/2024 is expected.') : undefined}
    >
      {(control) => (
        // A fragment takes none of the attributes that Field gives to its child.
        <>
          <Stack gap={1} alignItems="center">
            <IconButton name="angle-left" tooltip={t('alerts.dayBefore', 'The day before')} onClick={() => step(-1)} />
            <Input
              {...control}
              width={18}
              autoComplete="off"
              placeholder={t('alerts.dayPlaceholder', 'DD/MM/YYYY')}
              value={draft ?? (day === undefined ? '' : dayText(day))}
              onChange={(event) => type(event.currentTarget.value)}
              onBlur={leave}
              suffix={
                <IconButton
                  name="calendar-alt"
                  tooltip={t('alerts.calendar', 'Open the calendar')}
                  onClick={() => calendar.current?.showPicker()}
                />
              }
            />
            <input
              ref={calendar}
              type="date"
              className={styles.calendar}
              tabIndex={-1}
              aria-hidden
              value={day ?? ''}
              onChange={(event) => choose(event.currentTarget.value || undefined)}
            />
            <IconButton name="angle-right" tooltip={t('alerts.dayAfter', 'The day after')} onClick={() => step(1)} />
          </Stack>
        </>
      )}
    </FormField>
  );
}

const getStyles = () => ({
  // It only anchors the browser's calendar.
  calendar: css({ width: 0, height: 0, padding: 0, border: 0, opacity: 0, position: 'relative', right: 140 }),
});

const TIME = /^(\d{1,2})\s*[:hH]\s*(\d{2})?$/;

/** The time of day that a person typed (`9:30`, `09h30`, `9 h`) as `HH:MM`; undefined when it is none. */
export function parseTimeOfDay(text: string): string | undefined {
  const [, hours = '', minutes = '00'] = TIME.exec(text.trim()) ?? [];
  return hours !== '' && Number(hours) < 24 && Number(minutes) < 60
    ? `${hours.padStart(2, '0')}:${minutes}`
    : undefined;
}

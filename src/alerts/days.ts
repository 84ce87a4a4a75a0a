const TYPED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

/** @param day - `YYYY-MM-DD` */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** A day as French and British readers write it: `22/07/2024`. */
export function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}

/** The day that a person typed, as `YYYY-MM-DD`; undefined when it is none, such as 31/02. */
export function parseDay(text: string): string | undefined {
  const [, day = '', month = '', year = ''] = TYPED.exec(text.trim()) ?? [];
  const parsed = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(parsed) ? parsed : undefined;
}

/** Whether a text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${text}T`);
}

/** The day an instant belongs to, in a time zone; absent: the browser's. */
export function dayAt(instant: Date, timeZone: string | undefined): string {
  // Swedish writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
}

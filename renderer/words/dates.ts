const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** An ISO date and time → "Nov 23, 2026, 9:04 PM", by this machine's clock. */
export function momentWords(iso: string): string {
  return moment.format(new Date(iso));
}

/** A date as it may stand in the name of a folder: "2026-11-23". */
export function dayWords(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

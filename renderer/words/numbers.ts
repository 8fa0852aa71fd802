const whole = new Intl.NumberFormat('en');

/** 1234 → "1,234". */
export function count(value: number): string {
  return whole.format(value);
}

/** 1, "photo" → "1 photo"; 2, "photo" → "2 photos". @param several where that is no `s` more. */
export function counted(value: number, noun: string, several = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : several}`;
}

const units = ['', 'kB', 'MB', 'GB', 'TB'];

/** 1_234_567 → "1.2 MB", in the decimal units that file managers show. */
export function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
  const power = Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const digits = value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[power] ?? ''}`;
}

/** 95 → "1:35", as players show how long a video is. */
function runningTime(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const two = (number: number) => String(number).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
}

/** What a video is called on its picture. @param seconds 0 where that is not known. */
export function videoWords(seconds: number): string {
  return seconds > 0 ? `Video ${runningTime(seconds)}` : 'Video';
}

/** 95 → "2 min": rough on purpose, since an estimate is. */
export function duration(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 60) return `${Math.ceil(seconds / 10) * 10} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

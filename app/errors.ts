/** An error whose message is a whole sentence for a person: what is wrong and what to do about it. */
export class PersonError extends Error {
  override name = 'PersonError';
}

/** Node's system error code (`ENOENT`, `EACCES`, …) of anything thrown, or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

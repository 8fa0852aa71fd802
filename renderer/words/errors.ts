/** What went wrong, as a sentence: the core's errors are sentences for the person. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

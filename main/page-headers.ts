/** What both shells say of the window's pages: what each file is, and what a page may reach. */

export const pageTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * Everything comes with the pages, and nothing is written into them: an injected tag would find nothing to run.
 * @param additions what the shell's own transport needs beyond that.
 */
export function contentSecurityPolicy(...additions: string[]): string {
  const rules = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"];
  return [...rules, "form-action 'none'", "frame-ancestors 'none'", ...additions].join('; ');
}

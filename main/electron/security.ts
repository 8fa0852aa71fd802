/** What the window's content may not do: anything but show its own pages and use the contract. */
import type { Session, WebContents, WebPreferences } from 'electron';

export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  spellcheck: false,
} as const satisfies WebPreferences;

/** Keeps content where it is: no navigation, no new windows, no web views. */
export function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The pages need no camera, place, notification, clipboard reading or device; they may put a path on the clipboard. */
export function denyPermissions(session: Session): void {
  const granted = (permission: string) => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(granted(permission)));
  session.setPermissionCheckHandler((_contents, permission) => granted(permission));
  session.setDevicePermissionHandler(() => false);
}

/** Nothing leaves the computer: whatever a page, or Chromium itself, asks of the network in this session is cancelled. */
export function denyNetwork(session: Session): void {
  const ours = /^(app|photo|devtools|blob|data):/;
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !ours.test(url) }));
  // Its dictionaries would be fetched.
  session.setSpellCheckerEnabled(false);
}

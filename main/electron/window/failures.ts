/** What becomes of a window whose content has crashed, hangs or could not be loaded: it is loaded again, and that is said. */
import { dialog, type BrowserWindow, type RenderProcessGoneDetails } from 'electron';

/** A window that crashes oftener than this a minute is not loaded again without a question. */
const mostCrashes = 2;
const within = 60_000; // ms
/** Chromium's code for a load that was given up for another one. */
const aborted = -3;

export function watchFailures(window: BrowserWindow, log: (text: string) => void): void {
  const { webContents } = window;
  let crashes: number[] = [];
  let asking: AbortController | null = null;

  webContents.on('render-process-gone', (_event, { reason, exitCode }: RenderProcessGoneDetails) => {
    if (reason === 'clean-exit') return;
    log(`The window’s content ended: ${reason}, exit code ${exitCode}.`);
    const now = Date.now();
    crashes = [...crashes.filter((time) => now - time < within), now];
    if (crashes.length > mostCrashes) {
      void ask('Twinlens’ window keeps stopping.', 'Your photos and answers are safe.', ['Load it again', 'Leave it']);
      return;
    }
    webContents.reload();
    const detail = 'What was at work goes on, and nothing that was recorded is lost.';
    void dialog.showMessageBox(window, {
      type: 'warning',
      message: 'The window stopped and was loaded again.',
      detail,
    });
  });

  webContents.on('did-fail-load', (_event, code, description, _address, isMainFrame) => {
    if (!isMainFrame || code === aborted) return;
    log(`The window’s pages could not be loaded: ${description} (${code}).`);
    void ask('The window could not be loaded.', description, ['Try again', 'Leave it']);
  });

  window.on('unresponsive', () => {
    log('The window does not respond.');
    asking = new AbortController();
    const detail = 'It may be busy for a moment. Loading it again loses nothing that was recorded.';
    void ask('The window does not respond.', detail, ['Load it again', 'Wait'], asking.signal);
  });
  window.on('responsive', () => asking?.abort());

  /** The first button loads the window again. */
  async function ask(message: string, detail: string, buttons: [string, string], signal?: AbortSignal): Promise<void> {
    const options = { type: 'warning' as const, message, detail, buttons, defaultId: 0, cancelId: 1 };
    const { response } = await dialog.showMessageBox(window, signal ? { ...options, signal } : options);
    if (response !== 0 || signal?.aborted || window.isDestroyed()) return;
    if (signal) webContents.forcefullyCrashRenderer();
    webContents.reload();
  }
}

/** Looks for a newer Twinlens, where the person asked for it: the only thing that this app ever asks of the network. */
import { dialog, type BrowserWindow } from 'electron';
import type { AppUpdater } from 'electron-updater';
import { errorMessage } from '../../../app/errors.ts';

export interface UpdateTools {
  /** Loaded only when it is needed. */
  updater: () => Promise<AppUpdater>;
  window: () => BrowserWindow | null;
  log: (text: string) => void;
  /** Lets the engine finish; after it the app may be ended. */
  beforeRestart: () => Promise<void>;
}

export class Updates {
  readonly #tools: UpdateTools;
  #looking = false;

  constructor(tools: UpdateTools) {
    this.#tools = tools;
  }

  /** @param asked true where the person waits for the answer, which is then given in any case. */
  async look(asked: boolean): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#lookOnce(asked);
    } catch (error) {
      this.#tools.log(`Looking for updates failed: ${errorMessage(error)}`);
      if (asked) await this.#say('Twinlens could not look for updates.', errorMessage(error), ['Close']);
    } finally {
      this.#looking = false;
    }
  }

  async #lookOnce(asked: boolean): Promise<void> {
    const updater = await this.#tools.updater();
    // Nothing is fetched, and nothing installed, without a yes.
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable) {
      if (asked) await this.#say('This is the newest Twinlens.', '', ['Close']);
      return;
    }
    const { version } = found.updateInfo;
    const get = await this.#say(`Twinlens ${version} can be had.`, 'It is fetched in the background.', [
      'Get it',
      'Not now',
    ]);
    if (get !== 0) return;
    await updater.downloadUpdate();
    const detail = 'Twinlens closes in order and opens again. What is at work goes on afterwards.';
    const restart = await this.#say(`Twinlens ${version} is ready.`, detail, ['Restart now', 'Later']);
    if (restart !== 0) return;
    await this.#tools.beforeRestart();
    updater.quitAndInstall();
  }

  async #say(message: string, detail: string, buttons: string[]): Promise<number> {
    const options = { type: 'info' as const, message, detail, buttons, defaultId: 0, cancelId: buttons.length - 1 };
    const window = this.#tools.window();
    const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
    return response;
  }
}

/** The one channel between the window and the core. Only the window's own page, in its top frame, is heard. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { commands } from '../../app/contract/contract.ts';
import { errorMessage } from '../../app/errors.ts';
import type { EngineEvent } from './engine-process.ts';
import { pagesOrigin } from './protocol.ts';

/** The preload is one file that can import nothing: it repeats this name. */
export const channel = 'twinlens';

/** Errors travel as sentences: Electron would put its own words before a thrown one. */
export type Answer = { output: unknown } | { error: string };

export interface Calls {
  call(name: string, input: unknown): Promise<unknown>;
}

export function answerCalls(calls: Calls, window: () => WebContents | null): void {
  ipcMain.handle(channel, async (event, name: unknown, input: unknown): Promise<Answer> => {
    if (!isOwnPage(event, window())) return { error: 'This page may not use Twinlens.' };
    if (typeof name !== 'string' || !Object.hasOwn(commands, name)) return { error: 'There is no such command.' };
    try {
      return { output: await calls.call(name, input) };
    } catch (error) {
      return { error: errorMessage(error) };
    }
  });
}

export function tellWindow(contents: WebContents | null, { event, data }: EngineEvent): void {
  if (contents !== null && !contents.isDestroyed()) contents.send(channel, event, data);
}

function isOwnPage({ sender, senderFrame }: IpcMainInvokeEvent, window: WebContents | null): boolean {
  if (window === null || sender !== window || senderFrame === null) return false;
  return senderFrame === window.mainFrame && senderFrame.origin === pagesOrigin;
}

/** The one channel between the window and the core. Only the window's own page, in its top frame, is heard. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { isCommand } from '../checked-call.ts';
import { errorMessage } from '../../app/errors.ts';
import type { EngineEvent } from '../channel/messages.ts';
import { pagesOrigin } from './protocol.ts';

/** The preload is one file that can import nothing: it repeats these names. */
export const channel = 'twinlens';
export const keyChannel = 'twinlens-key';

/** Errors travel as sentences: Electron would put its own words before a thrown one. */
export type Answer = { output: unknown } | { error: string };

export interface Calls {
  /** A call of the contract; the message of an error is a sentence for the person. */
  call(name: string, input: unknown): Promise<unknown>;
}

export function answerCalls(calls: Calls, window: () => WebContents | null): void {
  ipcMain.handle(channel, async (event, name: unknown, input: unknown): Promise<Answer> => {
    if (!isOwnPage(event, window())) return { error: 'This page may not use Twinlens.' };
    if (typeof name !== 'string' || !isCommand(name)) return { error: 'There is no such command.' };
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

/** Asks the window for the command that has this key, as it is written in a page. */
export function pressKey(contents: WebContents | null, key: string): void {
  if (contents !== null && !contents.isDestroyed()) contents.send(keyChannel, key);
}

function isOwnPage({ sender, senderFrame }: IpcMainInvokeEvent, window: WebContents | null): boolean {
  if (window === null || sender !== window || senderFrame === null) return false;
  return senderFrame === window.mainFrame && senderFrame.origin === pagesOrigin;
}

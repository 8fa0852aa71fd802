// The only thing the window's pages see of Electron. Sandboxed preloads cannot be ES modules and import nothing else.
import type { CommandName, EventName } from '../../app/contract/contract.ts' with {
  'resolution-mode': 'import',
};
import type { Answer } from './ipc.ts' with { 'resolution-mode': 'import' };

const { contextBridge, ipcRenderer, webUtils } = require('electron') as typeof import('electron');

const channel = 'twinlens';
const keyChannel = 'twinlens-key';

async function call(name: CommandName, input: unknown): Promise<unknown> {
  const answer = (await ipcRenderer.invoke(channel, name, input)) as Answer;
  if ('error' in answer) throw new Error(answer.error);
  return answer.output;
}

function on(name: EventName, listener: (data: unknown) => void): () => void {
  const heard = (_event: unknown, event: EventName, data: unknown) => {
    if (event === name) listener(data);
  };
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.off(channel, heard);
}

function onKey(listener: (key: string) => void): void {
  ipcRenderer.on(keyChannel, (_event, key: string) => listener(key));
}

contextBridge.exposeInMainWorld('twinlens', { call, on, onKey, pathOf: (file: File) => webUtils.getPathForFile(file) });

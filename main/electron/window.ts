import { BrowserWindow, nativeTheme } from 'electron';
import { pagesOrigin } from './protocol.ts';
import { webPreferences } from './security.ts';

/** Opens the window on its pages; it shows itself once it has something to show. */
export function openWindow({ preload, icon }: { preload: string; icon: string }): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Twinlens',
    icon,
    width: 1280,
    height: 860,
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111113' : '#ffffff',
    webPreferences: { ...webPreferences, preload },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${pagesOrigin}/index.html`);
  return window;
}

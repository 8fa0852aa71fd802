import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pagesOrigin } from '../protocol.ts';
import { webPreferences } from '../security.ts';
import { readWindowState, saveWindowState } from './window-state.ts';

/** On some Wayland systems `ready-to-show` never comes (electron/electron#48859). */
const showAfter = 2000; // ms

/**
 * Opens the window on its pages, where it was when it was closed.
 * @param stateFile where that is kept.
 */
export function openWindow(place: { preload: string; icon: string; stateFile: string }): BrowserWindow {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const state = readWindowState(place.stateFile, areas);
  const window = new BrowserWindow({
    title: 'Twinlens',
    icon: place.icon,
    width: 1280,
    height: 860,
    ...state?.bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111113' : '#ffffff',
    webPreferences: { ...webPreferences, preload: place.preload },
  });
  if (state?.maximized) window.maximize();
  showOnce(window);
  window.on('close', () => {
    saveWindowState(place.stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(`${pagesOrigin}/index.html`).catch(() => undefined);
  return window;
}

/** Shows the window once it has something to show, and after a while in any case. */
function showOnce(window: BrowserWindow): void {
  let shown = false;
  const show = () => {
    clearTimeout(late);
    if (shown || window.isDestroyed()) return;
    shown = true;
    window.show();
  };
  const late = setTimeout(show, showAfter);
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', show);
}

import { Menu, nativeImage, Tray } from 'electron';

/** The sign in the tray while Twinlens watches without a window. */
export function showTray(icon: string, { show, quit }: { show: () => void; quit: () => void }): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }));
  tray.setToolTip('Twinlens watches your folders');
  const menu = [
    { label: 'Show Twinlens', click: show },
    { type: 'separator' as const },
    { label: 'Quit', click: quit },
  ];
  tray.setContextMenu(Menu.buildFromTemplate(menu));
  tray.on('click', show);
  return tray;
}

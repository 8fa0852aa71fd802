import { app } from 'electron';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Starts Twinlens with the system, without a window, to watch the folders; or does so no more. */
export function startAtLogin(wanted: boolean, platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): void {
  if (platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: ['--hidden'] });
    return;
  }
  const folder = join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'twinlens.desktop');
  if (!wanted) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  // An AppImage runs from a place that changes: the file that the person has is the one to start.
  const program = environment.APPIMAGE ?? process.execPath;
  writeFileSync(file, desktopEntry(program));
}

/** Freedesktop's Desktop Entry Specification: in a quoted program `"`, `` ` ``, `$` and `\` are escaped, and % is doubled. */
export function desktopEntry(program: string): string {
  const quoted = program
    .replaceAll(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `[Desktop Entry]\nType=Application\nName=Twinlens\nIcon=twinlens\nExec="${quoted}" --hidden\n`;
}

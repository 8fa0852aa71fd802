import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export type Bounds = z.infer<typeof Bounds>;
const State = z.object({ bounds: Bounds, maximized: z.boolean() });
export type WindowState = z.infer<typeof State>;

/** How much of a window must lie on a screen for a person to find it and take hold of it, in pixels. */
const findable = 120;

/** Where the window was when it was closed; null where that is not known, or on a screen that is not there any more. */
export function readWindowState(path: string, screens: readonly Bounds[]): WindowState | null {
  try {
    const state = State.parse(JSON.parse(readFileSync(path, 'utf8')));
    return screens.some((screen) => shows(screen, state.bounds)) ? state : null;
  } catch {
    return null;
  }
}

export function saveWindowState(path: string, state: WindowState): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(state));
  } catch {
    // The next window opens where the last one but one was.
  }
}

function shows(screen: Bounds, window: Bounds): boolean {
  const across = Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x);
  const down = Math.min(screen.y + screen.height, window.y + window.height) - Math.max(screen.y, window.y);
  // By its title bar a window is moved: that must not be above the screen.
  return across >= findable && down >= findable && window.y >= screen.y - 10;
}

/**
 * The desktop app's menu asks for a command of the window by its key: it is passed to where the keyboard's own would go, so
 * that a command does the same from the menu and from the keyboard, and nothing where it cannot be used.
 */
export function pressKey(key: string): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

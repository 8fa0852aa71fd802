import { Remembered } from './remembered.svelte.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Whether the window is light or dark. */
class ThemeChoice extends Remembered<Theme> {
  /** Shows the theme that was chosen. */
  show() {
    const { documentElement } = document;
    if (this.chosen === 'system') delete documentElement.dataset.theme;
    else documentElement.dataset.theme = this.chosen;
  }

  override choose(theme: Theme) {
    super.choose(theme);
    this.show();
  }
}

export const theme = new ThemeChoice('twinlens-theme', themes, 'system');

/** Whether the window is light or dark, as this browser or this computer remembers it. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const place = 'twinlens-theme';

/** Where nothing can be remembered, the window follows the system. */
function remembered(): Theme {
  try {
    const stored = localStorage.getItem(place);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

class ThemeChoice {
  chosen = $state<Theme>(remembered());

  /** Shows the theme that was chosen. */
  show() {
    const { documentElement } = document;
    if (this.chosen === 'system') delete documentElement.dataset.theme;
    else documentElement.dataset.theme = this.chosen;
  }

  choose(theme: Theme) {
    this.chosen = theme;
    try {
      localStorage.setItem(place, theme);
    } catch {
      // It holds for this window all the same.
    }
    this.show();
  }
}

export const theme = new ThemeChoice();

/** One of several ways to show things, as this browser or this computer remembers it. */
export class Remembered<Choice extends string> {
  chosen: Choice;
  readonly #place: string;

  /** @param otherwise what holds where nothing is remembered, or can be. */
  constructor(place: string, choices: readonly Choice[], otherwise: Choice) {
    this.#place = place;
    this.chosen = $state(remembered(place, choices) ?? otherwise);
  }

  choose(choice: Choice) {
    this.chosen = choice;
    try {
      localStorage.setItem(this.#place, choice);
    } catch {
      // It holds for this window all the same.
    }
  }
}

function remembered<Choice extends string>(place: string, choices: readonly Choice[]): Choice | undefined {
  try {
    const stored = localStorage.getItem(place);
    return choices.find((choice) => choice === stored);
  } catch {
    return undefined;
  }
}

const largest = 8;

/** How two pictures are looked at: the same part of both, as large in both. */
export class Zoom {
  /** 1 shows all. */
  scale = $state(1);
  /** How far the picture is moved from the middle, as shares of its frame. */
  x = $state(0);
  y = $state(0);
  readonly transform = $derived(`translate(${this.x * 100}%, ${this.y * 100}%) scale(${this.scale})`);

  /** Makes all larger by a factor; what lies at a place, in shares of the frame from its middle, stays there. */
  by(factor: number, x = 0, y = 0) {
    const scale = Math.min(largest, Math.max(1, this.scale * factor));
    const grown = scale / this.scale;
    this.scale = scale;
    this.x = x - (x - this.x) * grown;
    this.y = y - (y - this.y) * grown;
    this.#hold();
  }

  /** Moves the pictures, by shares of the frame. */
  move(x: number, y: number) {
    this.x += x;
    this.y += y;
    this.#hold();
  }

  reset() {
    this.scale = 1;
    this.#hold();
  }

  /** The picture's edge never comes into its frame. */
  #hold() {
    const room = (this.scale - 1) / 2;
    this.x = Math.min(room, Math.max(-room, this.x));
    this.y = Math.min(room, Math.max(-room, this.y));
  }
}

import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';
import { tick } from 'svelte';

export interface RowOptions {
  count: number;
  /** All rows have it, so nothing is ever measured. */
  rowHeight: number;
  /** A row that stays in the page wherever the list is scrolled to, or -1. */
  pinned: number;
}

/** Which rows of a long list belong into the page now. */
export class VirtualRows {
  rows = $state.raw<VirtualItem[]>([]);
  height = $state(0);
  visible = $state.raw({ first: 0, last: 0 });
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #rowHeight = 0;

  constructor(scroller: () => HTMLElement) {
    this.#virtualizer = new Virtualizer({
      count: 0,
      getScrollElement: scroller,
      estimateSize: () => 0,
      overscan: 2,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#read(),
    });
  }

  /** Call it in an effect: it watches the scrolling element until the effect is undone. */
  mount(): () => void {
    return this.#virtualizer._didMount();
  }

  update({ count, rowHeight, pinned }: RowOptions) {
    const { first } = this.visible;
    const isResized = this.#rowHeight !== rowHeight && this.#rowHeight > 0;
    this.#rowHeight = rowHeight;
    this.#virtualizer.setOptions({
      ...this.#virtualizer.options,
      count,
      estimateSize: () => rowHeight,
      rangeExtractor: (range) => {
        const places = defaultRangeExtractor(range);
        return pinned < 0 || places.includes(pinned) ? places : [...places, pinned].sort((a, b) => a - b);
      },
    });
    this.#virtualizer.measure();
    this.#virtualizer._willUpdate();
    this.#read();
    // What stood first stays first, once the list is as high as it will be.
    if (isResized && first > 0) void tick().then(() => this.#virtualizer.scrollToIndex(first, { align: 'start' }));
  }

  scrollTo(row: number) {
    this.#virtualizer.scrollToIndex(row);
  }

  #read() {
    this.rows = this.#virtualizer.getVirtualItems();
    this.height = this.#virtualizer.getTotalSize();
    const { range } = this.#virtualizer;
    this.visible = { first: range?.startIndex ?? 0, last: range?.endIndex ?? 0 };
  }
}

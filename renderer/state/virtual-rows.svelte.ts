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
  /** Of items; a row has as many as there are columns, side by side. */
  count: number;
  columns?: number;
  /** All rows have it, so nothing is ever measured. */
  rowHeight: number;
  /** An item whose row stays in the page wherever the list is scrolled to, or -1. */
  pinned: number;
}

/** An item in the page: its place in the list, where its row starts in pixels, and its column. */
export interface PlacedItem {
  index: number;
  start: number;
  column: number;
}

/** Which items of a long list belong into the page now. */
export class VirtualRows {
  items = $state.raw<PlacedItem[]>([]);
  height = $state(0);
  /** Items, from the first one in view to the last. */
  visible = $state.raw({ first: 0, last: 0 });
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #rowHeight = 0;
  #columns = 1;
  #count = 0;

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

  update({ count, columns = 1, rowHeight, pinned }: RowOptions) {
    const { first } = this.visible;
    const isResized = this.#rowHeight > 0 && (this.#rowHeight !== rowHeight || this.#columns !== columns);
    this.#rowHeight = rowHeight;
    this.#columns = columns;
    this.#count = count;
    const pinnedRow = Math.floor(pinned / columns);
    this.#virtualizer.setOptions({
      ...this.#virtualizer.options,
      count: Math.ceil(count / columns),
      estimateSize: () => rowHeight,
      rangeExtractor: (range) => {
        const rows = defaultRangeExtractor(range);
        return pinned < 0 || rows.includes(pinnedRow) ? rows : [...rows, pinnedRow].sort((a, b) => a - b);
      },
    });
    this.#virtualizer.measure();
    this.#virtualizer._willUpdate();
    this.#read();
    // What stood first stays first, once the list is as high as it will be.
    const row = Math.floor(first / columns);
    if (isResized && row > 0) void tick().then(() => this.#virtualizer.scrollToIndex(row, { align: 'start' }));
  }

  scrollTo(item: number) {
    this.#virtualizer.scrollToIndex(Math.floor(item / this.#columns));
  }

  #read() {
    this.items = this.#virtualizer.getVirtualItems().flatMap((row) => this.#placed(row));
    this.height = this.#virtualizer.getTotalSize();
    const { startIndex = 0, endIndex = 0 } = this.#virtualizer.range ?? {};
    const last = Math.min((endIndex + 1) * this.#columns, this.#count) - 1;
    this.visible = { first: startIndex * this.#columns, last: Math.max(0, last) };
  }

  #placed({ index: row, start }: VirtualItem): PlacedItem[] {
    const first = row * this.#columns;
    const inRow = Math.max(0, Math.min(this.#columns, this.#count - first));
    return Array.from({ length: inRow }, (_, column) => ({ index: first + column, start, column }));
  }
}

/** Wheel, double click and drag on a picture's frame enlarge and move all that one zoom shows. */
import type { Zoom } from './zoom.svelte.ts';

/** What an element of the page tells of itself, wherever its handler is bound. */
type On<Kind extends Event> = Kind & { currentTarget: HTMLElement };

export function zoomGestures(zoom: Zoom) {
  return {
    onwheel(event: On<WheelEvent>) {
      event.preventDefault();
      const { x, y } = within(event);
      zoom.by(Math.exp(-event.deltaY / 400), x, y);
    },
    ondblclick(event: On<MouseEvent>) {
      const { x, y } = within(event);
      if (zoom.scale > 1) zoom.reset();
      else zoom.by(3, x, y);
    },
    onpointerdown(event: On<PointerEvent>) {
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onpointermove(event: On<PointerEvent>) {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const { width, height } = event.currentTarget.getBoundingClientRect();
      zoom.move(event.movementX / width, event.movementY / height);
    },
  };
}

/** Where the pointer is, as shares of the frame that it is in, from its middle. */
function within({ clientX, clientY, currentTarget }: On<MouseEvent>) {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: (clientX - left) / width - 0.5, y: (clientY - top) / height - 0.5 };
}

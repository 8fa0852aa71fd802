/** What one decoding takes from libheif's memory, given back at its end; and its errors, as errors. */
import libheif from 'libheif-js/wasm-bundle.js';

export class Scope {
  readonly #ends: (() => void)[] = [];

  onEnd(end: () => void): void {
    this.#ends.push(end);
  }

  /** Gives all back, last things first. */
  end(): void {
    for (const end of this.#ends.toReversed()) end();
    this.#ends.length = 0;
  }

  /** Room for this many bytes, cleared. */
  allocate(bytes: number): number {
    const address = libheif._malloc(bytes);
    if (address === 0) throw new RangeError('libheif has no memory left');
    this.onEnd(() => {
      libheif._free(address);
    });
    libheif.HEAPU8.fill(0, address, address + bytes);
    return address;
  }

  copy(bytes: Uint8Array): number {
    const address = this.allocate(bytes.length);
    libheif.HEAPU8.set(bytes, address);
    return address;
  }

  /** @throws Error with libheif's words when the call says that it failed. */
  check(call: (error: number) => void): void {
    const error = this.allocate(12);
    call(error);
    const [code, , message = 0] = libheif.HEAPU32.subarray(error >> 2, (error >> 2) + 3);
    if (code !== 0) throw new Error(textAt(message));
  }

  /** The address that a call writes to its second argument. */
  result(call: (error: number, out: number) => void): number {
    const out = this.allocate(4);
    this.check((error) => call(error, out));
    return libheif.HEAPU32[out >> 2] ?? 0;
  }

  /** The same for an image's handle, which is released at the end. */
  handle(call: (error: number, out: number) => void): number {
    const handle = this.result(call);
    this.onEnd(() => {
      libheif._heif_image_handle_release(handle);
    });
    return handle;
  }
}

function textAt(address: number): string {
  const end = libheif.HEAPU8.indexOf(0, address);
  return Buffer.from(libheif.HEAPU8.subarray(address, Math.min(end, address + 500))).toString('utf8');
}

/** Raw files as cameras lay them out, around a real JPEG: their sensor data is noise, which nothing here develops. */

export interface RawParts {
  /** JPEGs inside, in their order in the file. */
  previews: Uint8Array[];
  orientation: number;
  /** The sensor's picture before it is turned. */
  width: number;
  height: number;
  /** `YYYY:MM:DD HH:MM:SS`. */
  takenAt: string;
}

export type Entry = [tag: number, type: number, values: number[] | string];

/** A TIFF directory with what does not fit into its entries behind it. `at` is where it will lie. */
export function directory(at: number, entries: Entry[], next = 0): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  head.writeUInt16LE(entries.length, 0);
  const rest: Buffer[] = [];
  let end = at + head.length;
  for (const [index, [tag, type, values]] of entries.entries()) {
    const data =
      typeof values === 'string'
        ? Buffer.from(`${values}\0`, 'latin1')
        : Buffer.concat(
            values.map((value) => {
              const one = Buffer.alloc(type === 3 ? 2 : 4);
              if (type === 3) one.writeUInt16LE(value);
              else one.writeUInt32LE(value);
              return one;
            }),
          );
    const place = 2 + index * 12;
    head.writeUInt16LE(tag, place);
    head.writeUInt16LE(type, place + 2);
    head.writeUInt32LE(typeof values === 'string' ? data.length : values.length, place + 4);
    if (data.length <= 4) data.copy(head, place + 8);
    else {
      head.writeUInt32LE(end, place + 8);
      const even = Buffer.alloc(data.length + (data.length & 1));
      data.copy(even);
      rest.push(even);
      end += even.length;
    }
  }
  head.writeUInt32LE(next, 2 + entries.length * 12);
  return Buffer.concat([head, ...rest]);
}

function noise(bytes: number): Buffer {
  let state = 1;
  return Buffer.from(Uint8Array.from({ length: bytes }, () => (state = (state * 75 + 74) % 65537) & 0xff));
}

/** The structure that DNG, NEF, ARW, PEF, SRW and 3FR share: a first directory, one with the sensor's data, and EXIF. */
export function tiffRaw(
  { previews, orientation, width, height, takenAt }: RawParts,
  { magic = 'II*\0', make = 'ACME', more = [] as Entry[] } = {},
): Buffer {
  const [small, ...others] = previews;
  const sensor = noise(20_000);
  const dataAt = 4096;
  const blobs = [sensor, ...(small === undefined ? [] : [small]), ...others];
  const offsets = blobs.map((_, index) => dataAt + blobs.slice(0, index).reduce((sum, blob) => sum + blob.length, 0));
  const [sensorAt = 0, ...previewsAt] = offsets;
  const exifAt = 2048;
  const sensorDirectoryAt = 3072;
  const first = directory(8, [
    [254, 4, [1]],
    [256, 4, [160]],
    [257, 4, [120]],
    [271, 2, make],
    [272, 2, 'Camera 1'],
    [274, 3, [orientation]],
    ...(small === undefined
      ? []
      : ([
          [513, 4, [previewsAt[0] ?? 0]],
          [514, 4, [small.length]],
        ] as Entry[])),
    [330, 4, [sensorDirectoryAt]],
    [34665, 4, [exifAt]],
    ...more,
  ]);
  const exif = directory(exifAt, [
    [36867, 2, takenAt],
    [37521, 2, '25'],
  ]);
  const sensorDirectory = directory(sensorDirectoryAt, [
    [254, 4, [0]],
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, [14]],
    [259, 3, [34713]],
    [262, 3, [32803]],
    [273, 4, [sensorAt]],
    [277, 3, [1]],
    [279, 4, [sensor.length]],
  ]);
  const file = Buffer.alloc(dataAt);
  file.write(magic, 0, 'latin1');
  file.writeUInt32LE(8, 4);
  first.copy(file, 8);
  exif.copy(file, exifAt);
  sensorDirectory.copy(file, sensorDirectoryAt);
  return Buffer.concat([file, ...blobs]);
}

function box(type: string, ...content: Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

/** Canon's CR3: boxes, with image and shot in TIFF structures of their own. */
export function cr3({ previews, orientation, width, height, takenAt }: RawParts): Buffer {
  const tiff = (entries: Entry[]) => Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), directory(8, entries)]);
  const image = tiff([
    [256, 3, [width]],
    [257, 3, [height]],
    [271, 2, 'Canon'],
    [272, 2, 'Canon EOS R1'],
    [274, 3, [orientation]],
  ]);
  const shot = tiff([
    [36867, 2, takenAt],
    [37521, 2, '25'],
  ]);
  const uuid = Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex');
  return Buffer.concat([
    box('ftyp', Buffer.from('crx \0\0\0\x01crx isom', 'latin1')),
    box('moov', box('uuid', uuid, box('CMT1', image), box('CMT2', shot))),
    box('mdat', ...previews, noise(20_000)),
  ]);
}

/** Fujifilm's RAF: a header that says where the preview lies, which holds all of EXIF. */
export function raf(preview: Uint8Array): Buffer {
  const head = Buffer.alloc(160);
  head.write('FUJIFILMCCD-RAW 0201FF383501X-T1', 0, 'latin1');
  head.writeUInt32BE(160, 84);
  head.writeUInt32BE(preview.length, 88);
  return Buffer.concat([head, preview, noise(20_000)]);
}

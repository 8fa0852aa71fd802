/** Makes a photo of a scene: drawn, with a camera's grain and falling light, and with a camera's word of when. */
import sharp from 'sharp';
import { Random } from './random.ts';
import { rect, type Scene, Sketch, times } from './sketch.ts';

const grainSide = 512;
const grain = () => {
  const random = new Random('grain');
  return Buffer.from(times(grainSide ** 2, () => 128 + random.between(-1, 1) * 20 + random.between(-1, 1) * 20));
};
const film = {
  input: grain(),
  raw: { width: grainSide, height: grainSide, channels: 1 as const },
  tile: true,
  blend: 'soft-light' as const,
};

export interface Camera {
  make: string;
  model: string;
}

export async function photograph(scene: Scene, moment: number, camera: Camera, taken: Date): Promise<Buffer> {
  const sketch = new Sketch(scene.width, scene.height);
  scene.draw(sketch, new Random(scene.name), moment);
  const falling = sketch.radial(
    [
      [0.55, '#000', 0],
      [1, '#0b0614', 0.34],
    ],
    [0.5, 0.5],
    0.75,
  );
  sketch.add(rect(0, 0, scene.width, scene.height, falling));
  return sharp(Buffer.from(sketch.svg()))
    .flatten()
    .composite([film])
    .withExif(exif(camera, taken))
    .jpeg({ quality: 90 })
    .toBuffer();
}

function exif({ make, model }: Camera, taken: Date) {
  const time = taken.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
  return {
    IFD0: { Make: make, Model: model, DateTime: time },
    IFD2: { DateTimeOriginal: time, DateTimeDigitized: time },
  };
}

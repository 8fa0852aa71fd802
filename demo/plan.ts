/** What the demo library holds: photos as they were taken, and the copies that gathered around them. */
import { asIs, cropped, onItsSide, rated, savedAgain, shrunk, type Change } from './copies.ts';
import type { Camera } from './photograph.ts';

const compact: Camera = { make: 'FUJIFILM', model: 'X100V' };
const phone: Camera = { make: 'Google', model: 'Pixel 8' };

export interface Taken {
  scene: string;
  file: string;
  camera: Camera;
  /** Each further photo of a burst follows two seconds later. */
  at: string;
  burst: number;
}

const taken = (scene: string, file: string, camera: Camera, at: string, burst = 1): Taken => ({
  scene,
  file,
  camera,
  at,
  burst,
});

export const photos: readonly Taken[] = [
  taken('bridge', 'Holiday 2025/DSCF1041.jpg', compact, '2025-07-12T07:42:10'),
  taken('mountains', 'Holiday 2025/DSCF1044.jpg', compact, '2025-07-13T05:31:48'),
  taken('balloons', 'Holiday 2025/DSCF1052.jpg', compact, '2025-07-13T08:15:02', 3),
  taken('train', 'Holiday 2025/DSCF1063.jpg', compact, '2025-07-14T11:20:37'),
  taken('dunes', 'Holiday 2025/DSCF1071.jpg', compact, '2025-07-15T21:04:12'),
  taken('parasols', 'Holiday 2025/DSCF1080.jpg', compact, '2025-07-17T13:33:59'),
  taken('sailboat', 'Holiday 2025/DSCF1086.jpg', compact, '2025-07-17T20:51:26', 3),
  taken('reef', 'Holiday 2025/DSCF1094.jpg', compact, '2025-07-18T10:09:44', 3),
  taken('lighthouse', 'Holiday 2025/DSCF1102.jpg', compact, '2025-07-19T21:40:15'),
  taken('poppies', 'Walks/PXL_20250601_103412.jpg', phone, '2025-06-01T10:34:12'),
  taken('rainbow', 'Walks/PXL_20250608_174501.jpg', phone, '2025-06-08T17:45:01'),
  taken('forest', 'Walks/PXL_20250914_081530.jpg', phone, '2025-09-14T08:15:30'),
  taken('autumn', 'Walks/PXL_20251019_143355.jpg', phone, '2025-10-19T14:33:55'),
  taken('snow', 'Walks/PXL_20251227_170218.jpg', phone, '2025-12-27T17:02:18'),
  taken('aurora', 'Walks/PXL_20251228_221940.jpg', phone, '2025-12-28T22:19:40'),
  taken('city', 'City trip/PXL_20250425_212207.jpg', phone, '2025-04-25T21:22:07'),
  taken('bicycle', 'City trip/PXL_20250426_110913.jpg', phone, '2025-04-26T11:09:13'),
  taken('ferris', 'City trip/PXL_20250426_203027.jpg', phone, '2025-04-26T20:30:27'),
  taken('pizza', 'City trip/PXL_20250426_191544.jpg', phone, '2025-04-26T19:15:44'),
  taken('squares', 'City trip/Museum/PXL_20250427_101822.jpg', phone, '2025-04-27T10:18:22'),
  taken('ribbons', 'City trip/Museum/PXL_20250427_103149.jpg', phone, '2025-04-27T10:31:49'),
  taken('rocket', 'City trip/Museum/PXL_20250427_112706.jpg', phone, '2025-04-27T11:27:06'),
  taken('tea', 'At home/PXL_20251102_160841.jpg', phone, '2025-11-02T16:08:41'),
  taken('cat', 'At home/PXL_20251109_205517.jpg', phone, '2025-11-09T20:55:17'),
  taken('lemons', 'At home/PXL_20260118_121930.jpg', phone, '2026-01-18T12:19:30'),
  taken('cacti', 'At home/PXL_20260207_094402.jpg', phone, '2026-02-07T09:44:02'),
];

/** Where the photo of a moment lies, by the camera's own counting: DSCF1052.jpg, DSCF1053.jpg, … */
export function fileOf({ file }: Taken, moment: number): string {
  return file.replace(/(\d+)(?=\.jpg$)/, (number) => String(Number(number) + moment).padStart(number.length, '0'));
}

export interface Copy {
  of: string;
  file: string;
  change: Change;
}

const copy = (of: string, file: string, change: Change): Copy => ({ of, file, change });

export const copies: readonly Copy[] = [
  copy('bridge', 'Phone backup/DSCF1041.jpg', asIs),
  copy('mountains', 'Phone backup/DSCF1044.jpg', asIs),
  copy('dunes', 'Phone backup/DSCF1071.jpg', asIs),
  copy('parasols', 'Phone backup/DSCF1080.jpg', asIs),
  copy('tea', 'Phone backup/PXL_20251102_160841.jpg', asIs),
  copy('cat', 'Phone backup/PXL_20251109_205517.jpg', asIs),
  copy('cat', 'At home/PXL_20251109_205517 (1).jpg', asIs),
  copy('forest', 'Phone backup/PXL_20250914_081530.jpg', asIs),
  copy('rocket', 'Phone backup/PXL_20250427_112706.jpg', asIs),
  copy('ferris', 'Phone backup/PXL_20250426_203027.jpg', asIs),
  copy('snow', 'Old laptop/Desktop/PXL_20251227_170218.jpg', asIs),

  copy('mountains', 'Holiday 2025/Best of/DSCF1044.jpg', rated(5)),
  copy('lighthouse', 'Holiday 2025/Best of/DSCF1102.jpg', rated(5)),
  copy('poppies', 'Holiday 2025/Best of/PXL_20250601_103412.jpg', rated(4)),
  copy('city', 'Old laptop/Desktop/PXL_20250425_212207.jpg', rated(3)),

  copy('dunes', 'Old laptop/Wallpapers/desert.jpg', savedAgain(58)),
  copy('aurora', 'Old laptop/Wallpapers/northern lights.jpg', savedAgain(45)),
  copy('autumn', 'Old laptop/Wallpapers/autumn.jpg', savedAgain(34)),
  copy('forest', 'Old laptop/Wallpapers/forest.jpg', savedAgain(50)),
  copy('bicycle', 'Sent by Ana/photo_2025-05-02_18-20-11.jpg', savedAgain(38)),
  copy('pizza', 'Sent by Ana/photo_2025-05-02_18-20-14.jpg', savedAgain(42)),
  copy('lemons', 'Sent by Ana/photo_2026-01-20_09-02-33.jpg', savedAgain(30)),
  copy('squares', 'Sent by Ana/photo_2025-05-02_18-21-40.jpg', savedAgain(60)),
  copy('lighthouse', 'Sent by Ana/photo_2025-07-28_20-44-09.jpg', savedAgain(52)),

  copy('bridge', 'Sent by Ana/IMG-20250720-WA0003.jpg', shrunk),
  copy('mountains', 'Sent by Ana/IMG-20250720-WA0004.jpg', shrunk),
  copy('parasols', 'Sent by Ana/IMG-20250720-WA0007.jpg', shrunk),
  copy('rainbow', 'Sent by Ana/IMG-20250609-WA0001.jpg', shrunk),
  copy('tea', 'Sent by Ana/IMG-20251102-WA0002.jpg', shrunk),
  copy('cacti', 'Sent by Ana/IMG-20260207-WA0000.jpg', shrunk),
  copy('train', 'Sent by Ana/IMG-20250720-WA0009.jpg', shrunk),
  copy('ribbons', 'Sent by Ana/IMG-20250503-WA0011.jpg', shrunk),

  copy('rainbow', 'Old laptop/From the camera/IMG_0207.jpg', onItsSide),
  copy('poppies', 'Old laptop/From the camera/IMG_0211.jpg', onItsSide),
  copy('tea', 'Old laptop/From the camera/IMG_0219.jpg', onItsSide),
  copy('lemons', 'Old laptop/From the camera/IMG_0224.jpg', onItsSide),

  copy('ferris', 'Phone backup/Edited/PXL_20250426_203027~2.jpg', cropped(0.9)),
  copy('snow', 'Phone backup/Edited/PXL_20251227_170218~2.jpg', cropped(0.86)),
  copy('train', 'Phone backup/Edited/DSCF1063~2.jpg', cropped(0.93)),
  copy('aurora', 'Phone backup/Edited/PXL_20251228_221940~2.jpg', cropped(0.9)),
];

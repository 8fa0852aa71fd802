import type { Scene } from './sketch.ts';
import { aurora } from './scenes/aurora.ts';
import { autumnTree } from './scenes/autumn-tree.ts';
import { balloons } from './scenes/balloons.ts';
import { bicycle } from './scenes/bicycle.ts';
import { cacti } from './scenes/cacti.ts';
import { catInWindow } from './scenes/cat-in-window.ts';
import { cityAtNight } from './scenes/city-at-night.ts';
import { dunes } from './scenes/dunes.ts';
import { ferrisWheel } from './scenes/ferris-wheel.ts';
import { lemons } from './scenes/lemons.ts';
import { lighthouse } from './scenes/lighthouse.ts';
import { mistyForest } from './scenes/misty-forest.ts';
import { mountainsAtDawn } from './scenes/mountains-at-dawn.ts';
import { parasols } from './scenes/parasols.ts';
import { pizza } from './scenes/pizza.ts';
import { poppies } from './scenes/poppies.ts';
import { rainbowField } from './scenes/rainbow-field.ts';
import { redBridge } from './scenes/red-bridge.ts';
import { reef } from './scenes/reef.ts';
import { ribbons } from './scenes/ribbons.ts';
import { rocket } from './scenes/rocket.ts';
import { sailboat } from './scenes/sailboat.ts';
import { snowedIn } from './scenes/snowed-in.ts';
import { squares } from './scenes/squares.ts';
import { teaCup } from './scenes/tea-cup.ts';
import { viaduct } from './scenes/viaduct.ts';

/** No two of them look alike: whatever is grouped in the demo belongs together. */
export const scenes: readonly Scene[] = [
  mountainsAtDawn,
  dunes,
  mistyForest,
  balloons,
  aurora,
  rainbowField,
  snowedIn,
  sailboat,
  lighthouse,
  parasols,
  reef,
  redBridge,
  cityAtNight,
  bicycle,
  ferrisWheel,
  viaduct,
  teaCup,
  catInWindow,
  lemons,
  pizza,
  cacti,
  rocket,
  poppies,
  squares,
  ribbons,
  autumnTree,
];
